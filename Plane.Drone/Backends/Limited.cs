using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>Store calls that take no longer than the caller can wait: too late counts as unanswered.</summary>
internal static class Limited
{
    public static async ValueTask<WriteOutcome> WriteAsync(Func<CancellationToken, ValueTask<WriteOutcome>> write, TimeSpan limit, TimeProvider clock, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await write(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return WriteOutcome.Unanswered;
        }
    }

    public static async ValueTask<ReadOutcome<T>> ReadAsync<T>(Func<CancellationToken, ValueTask<ReadOutcome<T>>> read, TimeSpan limit, TimeProvider clock, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return ReadOutcome<T>.Unanswered;
        }
    }
}
