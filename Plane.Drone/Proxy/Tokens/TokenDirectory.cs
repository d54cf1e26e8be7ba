using Microsoft.Extensions.Options;
using NATS.Client.Core;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.State.Buckets;
using Plane.State.Secrets;
using Plane.State.Tokens;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>
/// Says what a token stands for: from memory, from the backends' view (static tokens), or from the leader. A made-up connection token is refused
/// without asking; a token is asked about once however many requests carry it; and only so many questions are under way at once.
/// </summary>
internal sealed class TokenDirectory
{
    private const int RememberedMisses = 4096;
    private static readonly TimeSpan MissLifetime = TimeSpan.FromSeconds(1);

    /// <summary>How long the record behind a token that was just handed out may take to get here.</summary>
    private static readonly TimeSpan ViewLag = TimeSpan.FromSeconds(1);

    private readonly ProxyIdentity _identity;
    private readonly ClusterSecrets _secrets;
    private readonly TokensStore _tokens;
    private readonly LiveView<BackendRecord> _backends;
    private readonly TimeProvider _clock;
    private readonly ILogger<TokenDirectory> _log;
    private readonly TokenMemory _live;
    private readonly TokenMemory _misses;

    // Bounds of their own: anybody can make up a static token and keep a place for the second it is waited for, but not a connection token.
    private readonly Lookups _reads;
    private readonly Lookups _arrivals;

    public TokenDirectory(
        ProxyIdentity identity, ClusterSecrets secrets, TokensStore tokens, LiveView<BackendRecord> backends, IOptions<ProxyOptions> options, TimeProvider clock, ILogger<TokenDirectory> log)
    {
        _identity = identity;
        _secrets = secrets;
        _tokens = tokens;
        _backends = backends;
        _clock = clock;
        _log = log;
        _live = new TokenMemory(options.Value.RememberedTokens, clock);
        _misses = new TokenMemory(RememberedMisses, clock);
        _reads = new Lookups(options.Value.LookupsAtOnce, ReadAsync);
        _arrivals = new Lookups(options.Value.LookupsAtOnce, AwaitStaticAsync);
    }

    public async ValueTask<TokenFinding> FindAsync(AccessToken token, CancellationToken aborted)
    {
        if (token.IsStatic && FindStatic(_backends.Current, token) is { } ticket)
        {
            return TokenFinding.Live(ticket);
        }

        if (_live.TryFind(token, out var known) || _misses.TryFind(token, out known))
        {
            return known;
        }

        return token.IsStatic ? await _arrivals.FindAsync(token, aborted) : await FindUnknownAsync(token, aborted);
    }

    private async Task<TokenFinding> FindUnknownAsync(AccessToken token, CancellationToken aborted)
    {
        try
        {
            // A made-up token costs one HMAC and is not worth a place in memory.
            return (await _secrets.OfAsync(_identity.Cluster, aborted)).Made(token) ? await _reads.FindAsync(token, aborted) : TokenFinding.NotLive;
        }
        catch (NatsException exception)
        {
            _log.SecretUnknown(exception, _identity.Cluster);
            return TokenFinding.CannotTell(Refusal.StoreSilent);
        }
    }

    private static Ticket? FindStatic(Snapshot<BackendRecord> backends, AccessToken token) =>
        backends.FindIndexed(token.Hash) is { } seen ? Ticket.Anonymous(seen.Value.Backend) : null;

    private async Task<TokenFinding> ReadAsync(AccessToken token)
    {
        using var span = ProxyTelemetry.Source.StartActivity("look up token");
        var read = await _tokens.ReadAsync(token, CancellationToken.None);
        switch (read.Result)
        {
            case ReadResult.Unanswered:
                return TokenFinding.CannotTell(Refusal.StoreSilent);
            case ReadResult.Found when read.Entry!.Value.Cluster == _identity.Cluster:
                var finding = TokenFinding.Live(TicketOf(read.Entry.Value));
                _live.Remember(token, finding, LifetimeOf(read.Entry.Created));
                return finding;
            default:
                return Miss(token);
        }
    }

    private async Task<TokenFinding> AwaitStaticAsync(AccessToken token)
    {
        using var deadline = new CancellationTokenSource(ViewLag, _clock);
        try
        {
            await foreach (var snapshot in _backends.FollowAsync(deadline.Token))
            {
                if (FindStatic(snapshot, token) is { } ticket)
                {
                    return TokenFinding.Live(ticket);
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Long enough for a record that exists to arrive.
        }

        return Miss(token);
    }

    private TokenFinding Miss(AccessToken token)
    {
        _misses.Remember(token, TokenFinding.NotLive, MissLifetime);
        return TokenFinding.NotLive;
    }

    /// <summary>Until the bucket lets it go. Should this machine's wall clock be far off, the worst is a question too many or an hour too long.</summary>
    private TimeSpan LifetimeOf(DateTimeOffset created)
    {
        var left = created + PlaneBuckets.TokenLifetime - _clock.GetUtcNow();
        return left < MissLifetime ? MissLifetime : left > PlaneBuckets.TokenLifetime ? PlaneBuckets.TokenLifetime : left;
    }

    private Ticket TicketOf(TokenRecord record)
    {
        if (record.User is { } user && !HeaderText.Survives(user))
        {
            _log.UserLeftOut(record.Backend);
            return new Ticket(record.Backend, null, UserDataJson.Write(record.Auth), record.Secret);
        }

        return new Ticket(record.Backend, record.User, UserDataJson.Write(record.Auth), record.Secret);
    }
}
