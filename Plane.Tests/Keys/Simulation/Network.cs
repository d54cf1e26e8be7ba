using Plane.State.Buckets;

namespace Plane.Tests.Keys.Simulation;

/// <summary>Ways between programs and the store. Requests and answers are each lost, repeated and delayed on their own, up to a minute.</summary>
internal sealed class Network(World world, Store store, double loss)
{
    /// <summary>A call with the caller's patience; later answers count as none.</summary>
    public Task<T> AskAsync<T>(Host from, Func<T> effect, TimeSpan patience, T unanswered)
    {
        var answer = new TaskCompletionSource<T>();
        from.Deliver(patience, () => answer.TrySetResult(unanswered));
        var epoch = store.Epoch;
        for (var copies = IsChance(0.05) ? 2 : 1; copies > 0; copies--)
        {
            if (!IsLost(from))
            {
                world.At(world.Now + Delay(), Arrive);
            }
        }

        return answer.Task;

        void Arrive()
        {
            // A connection to a store that was wiped since is a broken connection.
            if (store.IsDown || from.IsCut || store.Epoch != epoch)
            {
                return;
            }

            var result = effect();
            if (!IsLost(from) && !from.IsDeaf)
            {
                from.Deliver(Delay(), () => answer.TrySetResult(result));
            }
        }
    }

    public Task<WriteOutcome> WriteAsync(Host from, Func<WriteOutcome> effect, TimeSpan patience) => AskAsync(from, effect, patience, WriteOutcome.Unanswered);

    public Task<ReadOutcome<T>> ReadAsync<T>(Host from, Func<ReadOutcome<T>> effect, TimeSpan patience)
        where T : class => AskAsync(from, effect, patience, ReadOutcome<T>.Unanswered);

    /// <summary>One way, from program to program.</summary>
    public void Send(Host from, Host to, Action act)
    {
        for (var copies = IsChance(0.05) ? 2 : 1; copies > 0; copies--)
        {
            if (!IsLost(from) && !IsLost(to))
            {
                to.Deliver(Delay(), act);
            }
        }
    }

    public TimeSpan Delay() => world.Chance.NextDouble() switch
    {
        < 0.85 => TimeSpan.FromMilliseconds(world.Chance.Next(1, 30)),
        < 0.97 => TimeSpan.FromMilliseconds(world.Chance.Next(30, 3000)),
        _ => TimeSpan.FromMilliseconds(world.Chance.Next(3000, 60_000)),
    };

    private bool IsLost(Host host) => host.IsCut || IsChance(loss);

    private bool IsChance(double chance) => world.Chance.NextDouble() < chance;
}
