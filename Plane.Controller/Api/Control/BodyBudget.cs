namespace Plane.Controller.Api.Control;

/// <summary>How many bytes of bodies may be in memory at once. Only what has arrived counts, so that promising much takes nothing away from others.</summary>
internal sealed class BodyBudget(ControllerOptions options)
{
    private readonly long _limit = options.MaxBodyMegabytes * 1024L * 1024;
    private long _taken;

    /// <summary>For tests and measurements.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <returns>False where the budget has not that much left; nothing is taken then.</returns>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= _limit)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
