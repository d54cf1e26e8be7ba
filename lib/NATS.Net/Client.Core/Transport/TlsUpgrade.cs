using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace NATS.Client.Core.Transport;

/// <summary>Turns a connection into a TLS one as the options say. Files are read each time.</summary>
internal static class TlsUpgrade
{
    /// <summary>What <see cref="TlsMode.Auto"/> stands for; the certificate options are checked on the way.</summary>
    public static TlsMode EffectiveMode(NatsTlsOpts opts, string scheme)
    {
        if (opts.CertFile is null != opts.KeyFile is null)
        {
            throw new ArgumentException("TLS: CertFile and KeyFile go together; one of them is missing.");
        }

        return opts.Mode switch
        {
            TlsMode.Auto when scheme == "tls" || opts.HasCertificates => TlsMode.Require,
            TlsMode.Auto => TlsMode.Prefer,
            var mode => mode,
        };
    }

    public static async Task<INatsSocketConnection> UpgradeAsync(INatsSocketConnection transport, NatsTlsOpts opts, string host, CancellationToken cancellationToken)
    {
        var authentication = await OptionsAsync(opts, host, cancellationToken);
        var stream = new SslStream(new TransportStream(transport), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(authentication, cancellationToken);
            return new TlsTransport(stream);
        }
        catch (Exception)
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async Task<SslClientAuthenticationOptions> OptionsAsync(NatsTlsOpts opts, string host, CancellationToken cancellationToken)
    {
        var authentication = new SslClientAuthenticationOptions { TargetHost = host };
        if (await ClientCertificateAsync(opts, cancellationToken) is { } certificate)
        {
            authentication.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        if (opts.CaFile is { } file)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPem(await File.ReadAllTextAsync(file, cancellationToken));
            authentication.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            authentication.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        if (opts.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // asked for by name, for tests
            authentication.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        if (opts.ConfigureClientAuthentication is { } configure)
        {
            await configure(authentication);
        }

        return authentication;
    }

    private static async Task<X509Certificate2?> ClientCertificateAsync(NatsTlsOpts opts, CancellationToken cancellationToken)
    {
        if (opts.CertBundleFile is { } bundle)
        {
            return X509CertificateLoader.LoadPkcs12FromFile(bundle, opts.CertBundleFilePassword);
        }

        if (opts.CertFile is null)
        {
            return null;
        }

        var certificate = await File.ReadAllTextAsync(opts.CertFile, cancellationToken);
        var key = await File.ReadAllTextAsync(opts.KeyFile!, cancellationToken);
        return opts.KeyFilePassword is { } password
            ? X509Certificate2.CreateFromEncryptedPem(certificate, key, password)
            : X509Certificate2.CreateFromPem(certificate, key);
    }
}
