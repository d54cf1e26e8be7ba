using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Peers;

/// <summary>
/// A real ACME server (Debian's <c>pebble</c>) in strict mode on loopback, on ports and with authorities of its own. It forgets everything when it ends.
/// Disposing kills it.
/// </summary>
public sealed class Pebble : IAsyncDisposable
{
    /// <summary>An external account that <see cref="PebbleOptions.RequireExternalAccount"/> takes.</summary>
    public const string ExternalKeyId = "kid-1";

    /// <summary>Base64url, without padding.</summary>
    public const string ExternalKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    private const int LogKept = 5000;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("plane-pebble-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly PebbleOptions _options;
    private readonly int _port;
    private readonly int _managementPort;
    private Process? _process;

    private Pebble(PebbleOptions options)
    {
        _options = options;
        _port = FreePort.Tcp();
        _managementPort = FreePort.Tcp();
    }

    /// <summary>Where a client begins.</summary>
    public Uri DirectoryUri => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_port}/dir"));

    /// <summary>PEM file of the authority to trust for its own HTTPS, not for what it issues.</summary>
    public string CaFile => Path.Combine(_directory, "api-ca.pem");

    /// <summary>What it has said, the last few thousand lines.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>How often somebody asked for a certificate.</summary>
    public int Orders => _log.Count(static line => line.Contains("POST /order-plz", StringComparison.Ordinal));

    /// <summary>Returns when it answers.</summary>
    public static async Task<Pebble> StartAsync(PebbleOptions? options = null, CancellationToken cancellationToken = default)
    {
        var pebble = new Pebble(options ?? new PebbleOptions());
        try
        {
            await pebble.LaunchAsync(cancellationToken);
            return pebble;
        }
        catch (Exception)
        {
            await pebble.DisposeAsync();
            throw;
        }
    }

    /// <summary>PEM of the root that what it issues ends at.</summary>
    /// <param name="index">0 for the main one, more for <see cref="PebbleOptions.AlternateRoots"/>.</param>
    public async Task<string> RootAsync(int index = 0, CancellationToken cancellationToken = default)
    {
        using var client = NewClient();
        return await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_managementPort}/roots/{index}")), cancellationToken);
    }

    /// <summary>Trusts it.</summary>
    public HttpClient NewClient() => new(NewHandler());

    /// <inheritdoc cref="NewClient"/>
    public SocketsHttpHandler NewHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(CaFile);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy }, UseProxy = false };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        WriteCertificates();
        var config = Path.Combine(_directory, "config.json");
        await File.WriteAllTextAsync(config, Configuration().ToJsonString(), cancellationToken);
        var start = new ProcessStartInfo(Programs.Require("pebble"), ["-config", config, "-strict"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (_options.DnsServer is { } dns)
        {
            start.ArgumentList.Add("-dnsserver");
            start.ArgumentList.Add(dns);
        }

        start.Environment["PEBBLE_VA_NOSLEEP"] = "1";
        start.Environment["PEBBLE_VA_ALWAYS_VALID"] = _options.AlwaysValid ? "1" : "0";
        start.Environment["PEBBLE_WFE_NONCEREJECT"] = Text(_options.NonceReject);
        start.Environment["PEBBLE_AUTHZREUSE"] = Text(_options.AuthorizationReuse);
        start.Environment["PEBBLE_CHAIN_LENGTH"] = Text(_options.ChainLength);
        start.Environment["PEBBLE_ALTERNATE_ROOTS"] = Text(_options.AlternateRoots);
        _process = await ChildProcess.StartAsync(start);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilAnsweringAsync(cancellationToken);
    }

    private async Task WaitUntilAnsweringAsync(CancellationToken cancellationToken)
    {
        using var client = NewClient();
        await Poll.UntilAsync(
            async () =>
            {
                if (_process is not { HasExited: false })
                {
                    throw new InvalidOperationException($"pebble ended: {string.Join('\n', _log)}");
                }

                try
                {
                    _ = await client.GetStringAsync(DirectoryUri, cancellationToken);
                    return true;
                }
                catch (HttpRequestException)
                {
                    // Not yet.
                    return false;
                }
            },
            StartLimit,
            "pebble to answer",
            cancellationToken);
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (_log.Count > LogKept)
        {
            _log.TryDequeue(out _);
        }
    }

    private JsonObject Configuration() => new()
    {
        ["pebble"] = new JsonObject
        {
            ["listenAddress"] = $"127.0.0.1:{Text(_port)}",
            ["managementListenAddress"] = $"127.0.0.1:{Text(_managementPort)}",
            ["certificate"] = Path.Combine(_directory, "api.pem"),
            ["privateKey"] = Path.Combine(_directory, "api-key.pem"),
            ["httpPort"] = _options.HttpPort,
            ["tlsPort"] = _options.TlsPort,
            ["ocspResponderURL"] = "",
            ["externalAccountBindingRequired"] = _options.RequireExternalAccount,
            ["externalAccountMACKeys"] = new JsonObject { [ExternalKeyId] = ExternalKey },
        },
    };

    /// <summary>For its own HTTPS: an authority and a certificate for 127.0.0.1.</summary>
    private void WriteCertificates()
    {
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=pebble api", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(from, from.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, from.AddDays(1), RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(CaFile, authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "api.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_directory, "api-key.pem"), key.ExportPkcs8PrivateKeyPem());
    }
}
