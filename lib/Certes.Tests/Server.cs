using Certes.Acme;
using Certes.Acme.Resource;
using Peers;
using Xunit;

namespace Certes.Tests;

/// <summary>A pebble with a responder that answers what it asks, and the steps that most tests take with them.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>With 90 of 100 nonces refused, 300 tries fail once in 10^13.</summary>
    private const int Patient = 300;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ChallengeServer _challenges;
    private readonly HttpClient _http;

    private Server(Pebble pebble, ChallengeServer challenges)
    {
        Pebble = pebble;
        _challenges = challenges;
        _http = pebble.NewClient();
    }

    public Pebble Pebble { get; }

    public ChallengeServer Challenges => _challenges;

    public static async Task<Server> StartAsync(PebbleOptions? options = null)
    {
        var challenges = await ChallengeServer.StartAsync();
        var set = (options ?? new PebbleOptions()) with { DnsServer = challenges.DnsServer, HttpPort = challenges.HttpPort, TlsPort = challenges.TlsPort };
        return new Server(await Pebble.StartAsync(set), challenges);
    }

    public AcmeContext NewContext(IKey? key = null, int badNonceRetryCount = Patient) =>
        new(Pebble.DirectoryUri, key, new AcmeHttpClient(Pebble.DirectoryUri, _http), badNonceRetryCount);

    public async Task<AcmeContext> NewAccountAsync(IKey? key = null)
    {
        var context = NewContext(key);
        await context.NewAccount("admin@example.com", termsOfServiceAgreed: true);
        return context;
    }

    /// <summary>Orders by dns-01 and waits until the order is ready.</summary>
    public async Task<IOrderContext> OrderAsync(AcmeContext context, params string[] names)
    {
        var order = await context.NewOrder(names);
        foreach (var authorization in await order.Authorizations())
        {
            var found = await authorization.Resource();
            if (found.Status == AuthorizationStatus.Valid)
            {
                continue;
            }

            var challenge = await authorization.Dns();
            await _challenges.SetTxtAsync($"_acme-challenge.{found.Identifier.Value}.", context.AccountKey.DnsTxt(challenge.Token));
            await ValidateAsync(authorization, challenge);
        }

        await Poll.UntilAsync(async () => (await order.Resource()).Status == OrderStatus.Ready, Limit, "the order to be ready");
        return order;
    }

    public static async Task ValidateAsync(IAuthorizationContext authorization, IChallengeContext challenge)
    {
        await challenge.Validate();
        await Poll.UntilAsync(async () => (await authorization.Resource()).Status != AuthorizationStatus.Pending, Limit, "the authorization to be decided");
        var decided = await authorization.Resource();
        Assert.True(decided.Status == AuthorizationStatus.Valid, decided.Challenges.FirstOrDefault(static c => c.Error is not null)?.Error.Detail);
    }

    /// <summary>Of an order that is ready.</summary>
    public static Task<CertificateChain> GenerateAsync(IOrderContext order, IKey? key = null, string? preferredChain = null) =>
        order.Generate(new CsrInfo(), key ?? KeyFactory.NewKey(KeyAlgorithm.ES256), preferredChain, retryCount: 30);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Pebble.DisposeAsync();
        await _challenges.DisposeAsync();
    }
}
