using System.Collections.Concurrent;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>Looks tokens up one way: once however many requests carry a token, and only so many at once.</summary>
internal sealed class Lookups(int atOnce, Func<AccessToken, Task<TokenFinding>> find)
{
    private readonly ConcurrentDictionary<AccessToken, Lazy<Task<TokenFinding>>> _underWay = new();

    /// <returns><see cref="Refusal.TooManyLookups"/> above the bound.</returns>
    public async Task<TokenFinding> FindAsync(AccessToken token, CancellationToken aborted)
    {
        if (!_underWay.ContainsKey(token) && _underWay.Count >= atOnce)
        {
            return TokenFinding.CannotTell(Refusal.TooManyLookups);
        }

        // The lookup is everybody's who waits for it, so that nobody's departure ends it.
        var lookup = _underWay.GetOrAdd(token, static (token, self) => new Lazy<Task<TokenFinding>>(() => self.RunAsync(token)), this);
        return await lookup.Value.WaitAsync(aborted);
    }

    private async Task<TokenFinding> RunAsync(AccessToken token)
    {
        try
        {
            return await find(token);
        }
        finally
        {
            _underWay.TryRemove(token, out _);
        }
    }
}
