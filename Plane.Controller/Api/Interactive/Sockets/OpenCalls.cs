namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary>How many calls are under way.</summary>
internal sealed class OpenCalls(InteractiveOptions options)
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <returns>False where there are as many as may be.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= options.MaxCalls)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
