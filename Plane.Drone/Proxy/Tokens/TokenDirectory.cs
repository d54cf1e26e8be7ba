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
    private readonly Revocations _revocations;
    private readonly TimeProvider _clock;
    private readonly ILogger<TokenDirectory> _log;
    private readonly TokenMemory _live;
    private readonly TokenMemory _misses;

    // Bounds of their own: anybody can make up a static token and keep a place for the second it is waited for, but not a connection token.
    private readonly Lookups _reads;
    private readonly Lookups _arrivals;

    public TokenDirectory(
        ProxyIdentity identity, ClusterSecrets secrets, TokensStore tokens, LiveView<BackendRecord> backends, Revocations revocations, IOptions<ProxyOptions> options, TimeProvider clock, ILogger<TokenDirectory> log)
    {
        _identity = identity;
        _secrets = secrets;
        _tokens = tokens;
        _backends = backends;
        _revocations = revocations;
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
            return Unrevoked(known);
        }

        return token.IsStatic ? await _arrivals.FindAsync(token, aborted) : Unrevoked(await FindUnknownAsync(token, aborted));
    }

    /// <summary>What is remembered may have been revoked since.</summary>
    private TokenFinding Unrevoked(in TokenFinding finding) => finding.Ticket is { } ticket && _revocations.End(ticket) ? TokenFinding.NotLive : finding;

    private async Task<TokenFinding> FindUnknownAsync(AccessToken token, CancellationToken aborted)
    {
        try
        {
            // A made-up token costs one HMAC and is not worth a place in memory.
            if (!(await _secrets.OfAsync(_identity.Cluster, aborted)).Made(token))
            {
                return TokenFinding.NotLive;
            }

            return await _revocations.AreKnownAsync(aborted) ? await _reads.FindAsync(token, aborted) : TokenFinding.CannotTell(Refusal.StoreSilent);
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
        // Who looked into memory before another's lookup ended, and comes here after it, need not ask again.
        if (_live.TryFind(token, out var known))
        {
            return known;
        }

        using var span = ProxyTelemetry.Source.StartActivity("look up token");
        var read = await _tokens.ReadAsync(token, CancellationToken.None);
        switch (read.Result)
        {
            case ReadResult.Unanswered:
                return TokenFinding.CannotTell(Refusal.StoreSilent);
            case ReadResult.Found when read.Entry!.Value.Cluster == _identity.Cluster:
                return Live(token, read.Entry);
            default:
                return Miss(token);
        }
    }

    private TokenFinding Live(AccessToken token, Versioned<TokenRecord> entry)
    {
        var ticket = TicketOf(entry.Value, entry.Revision);
        if (_revocations.End(ticket))
        {
            return Miss(token);
        }

        var finding = TokenFinding.Live(ticket);
        _live.Remember(token, finding, LifetimeOf(entry.Created));
        return finding;
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

    private Ticket TicketOf(TokenRecord record, ulong revision)
    {
        var user = record.User;
        if (user is not null && !HeaderText.Survives(user))
        {
            _log.UserLeftOut(record.Backend);
            user = null;
        }

        return new Ticket(record.Backend, user, UserDataJson.Write(record.Auth), record.Secret)
        {
            RevocationKey = record.User is { } revocable ? RevocationsStore.KeyOf(record.Backend, revocable) : null,
            Revision = revision,
        };
    }
}
