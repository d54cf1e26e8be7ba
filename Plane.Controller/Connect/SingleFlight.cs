using System.Collections.Concurrent;

namespace Plane.Controller.Connect;

/// <summary>Lets many who want the same thing at the same time share one piece of work. Who leaves early does not end it for the others.</summary>
internal sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _flights = new(StringComparer.Ordinal);

    /// <returns>The result, and whether it is of a flight that was already under way.</returns>
    public async Task<(T Result, bool Joined)> RunAsync(string key, Func<Task<T>> work, CancellationToken token)
    {
        Lazy<Task<T>>? mine = null;
        mine = new Lazy<Task<T>>(() => FlyAsync(key, mine!, work));
        var flight = _flights.GetOrAdd(key, mine);
        return (await flight.Value.WaitAsync(token), flight != mine);
    }

    private async Task<T> FlyAsync(string key, Lazy<Task<T>> self, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            _flights.TryRemove(KeyValuePair.Create(key, self));
        }
    }
}
