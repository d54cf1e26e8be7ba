using System.Security.Cryptography.X509Certificates;
using Certes;
using Certes.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>The ACME server, spoken to with the account whose key is in the state directory.</summary>
internal sealed class Authority : IDisposable
{
    /// <summary>Servers refuse nonces when they are behind load balancers or were restarted; a loop is no use, and one refusal no reason to give up.</summary>
    private const int BadNonceRetries = 20;

    private const string NoAccount = "urn:ietf:params:acme:error:accountDoesNotExist";
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);
    private readonly CertificateOptions _options;
    private readonly CertificateStorage _storage;
    private readonly AuthorityWait _wait;
    private readonly HttpClient _http;

    public Authority(CertificateOptions options, CertificateStorage storage, TimeProvider clock)
    {
        _options = options;
        _storage = storage;
        _wait = new AuthorityWait(clock, NewHandler(options.AcmeCaFile));
        _http = new HttpClient(_wait) { Timeout = RequestLimit };
    }

    /// <summary>The authority's last <c>Retry-After</c>; null where its last answer had none.</summary>
    public TimeSpan? Asked => _wait.Asked;

    /// <summary>With an account: the one the key has, or a new one.</summary>
    /// <exception cref="AcmeException">It refused.</exception>
    public async Task<IAcmeContext> EnterAsync()
    {
        var directory = _options.Directory;
        var context = new AcmeContext(directory, AccountKey(directory), new AcmeHttpClient(directory, _http), BadNonceRetries);
        try
        {
            await context.Account();
        }
        catch (AcmeRequestException exception) when (exception.Error.Type == NoAccount)
        {
            await context.NewAccount(["mailto:" + _options.Email], termsOfServiceAgreed: true, _options.EabKeyId, _options.EabKey);
        }

        return context;
    }

    public void Dispose()
    {
        _http.Dispose();
        _wait.Dispose();
    }

    private IKey AccountKey(Uri directory)
    {
        if (_storage.ReadAccountKey(directory) is { } pem)
        {
            return KeyFactory.FromPem(pem);
        }

        // Kept before it is used: an account whose key is lost cannot be had again.
        var key = KeyFactory.NewKey(KeyAlgorithm.ES256);
        _storage.WriteAccountKey(directory, key.ToPem());
        return key;
    }

    private static SocketsHttpHandler NewHandler(string? caFile)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (caFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(caFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
