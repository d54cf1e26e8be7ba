namespace NATS.Client.JetStream.Delivery;

/// <summary>Pauses between attempts: doubling from 100 ms to 5 s.</summary>
internal static class RetryPause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="attempts">Failures in a row, 1 or more.</param>
    public static TimeSpan After(int attempts)
    {
        var pause = First * Math.Pow(2, Math.Min(attempts, 10) - 1);
        return pause < Longest ? pause : Longest;
    }

    public static Task WaitAsync(int attempts, CancellationToken cancellationToken)
        => Task.Delay(After(attempts), TimeProvider.System, cancellationToken);
}
