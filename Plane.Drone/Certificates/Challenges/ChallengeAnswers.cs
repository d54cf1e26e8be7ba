using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Acme;
using Plane.State.Buckets;

namespace Plane.Drone.Certificates.Challenges;

/// <summary>
/// What this proxy answers an authority that looks at a domain, whichever drone orders. An answer that has not come yet is waited for: the authority may be quicker
/// than the state.
/// </summary>
internal sealed class ChallengeAnswers(ClusterName cluster, DomainCertificates domains, LiveView<AcmeAnswerRecord> view)
{
    /// <summary>Anybody can ask; above it nobody waits.</summary>
    private const int WaitingAtOnce = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private int _waiting;

    /// <summary>Whether there is a domain that is ordered for in this way.</summary>
    public bool AreFor(DomainChallenge challenge) => domains.Ordered.Any(domain => domain.Challenge == challenge);

    /// <param name="host">Without a port.</param>
    /// <param name="challengeToken">The one that is asked for; null for whichever it is.</param>
    /// <returns>Null where nothing of the kind is under way.</returns>
    public async ValueTask<AcmeAnswerRecord?> FindAsync(string host, DomainChallenge challenge, string? challengeToken, CancellationToken gone)
    {
        if (domains.Find(host) is not { } domain || domain.Challenge != challenge)
        {
            return null;
        }

        var key = AcmeAnswers.KeyOf(cluster, domain.Name);
        return view.Current.Find(key) is { } here && IsWanted(here) ? here.Value : await WaitAsync(key, IsWanted, gone);

        bool IsWanted(Seen<AcmeAnswerRecord>? seen) =>
            seen is { Value: var answer } && answer.Challenge == challenge.Type && (challengeToken is null || answer.Token == challengeToken);
    }

    private async ValueTask<AcmeAnswerRecord?> WaitAsync(string key, Func<Seen<AcmeAnswerRecord>?, bool> wanted, CancellationToken gone)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) <= WaitingAtOnce ? (await view.WaitAsync(key, wanted, Patience, gone))?.Value : null;
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && gone.IsCancellationRequested))
        {
            // Nothing came, or whoever asked has left.
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
