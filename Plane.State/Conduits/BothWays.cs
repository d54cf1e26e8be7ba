namespace Plane.State.Conduits;

/// <summary>For who sends and receives over a conduit side by side.</summary>
public static class BothWays
{
    /// <summary>
    /// Where this way breaks all ends, for nobody would notice otherwise. That the conduit itself is broken is learnt by who receives, behind what came
    /// before.
    /// </summary>
    public static async Task OrEndAllAsync(this Task way, CancellationTokenSource all)
    {
        try
        {
            await way;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ConduitBrokenException))
        {
            await all.CancelAsync();
            throw;
        }
    }
}
