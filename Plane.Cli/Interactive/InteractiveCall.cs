using Plane.Contracts.Interactive;

namespace Plane.Cli.Interactive;

/// <summary>Runs one call to its end.</summary>
internal static class InteractiveCall
{
    private const string Fulfilled = "fulfilled";

    /// <param name="output">Takes the call's output as it comes.</param>
    /// <param name="beside">Runs beside it: input, for example.</param>
    /// <param name="stop">Calls the call off; its end is waited for all the same.</param>
    /// <returns>Null where it did what it was to do, else why not.</returns>
    public static async Task<string?> RunAsync(CallSocket socket, CallMessage call, Func<ReadOnlyMemory<byte>, Task> output, Func<CancellationToken, Task> beside, CancellationToken stop)
    {
        await socket.CallAsync(call, stop);
        using var over = new CancellationTokenSource();
        var others = Task.WhenAll(beside(over.Token), CancelWhenStoppedAsync(socket, stop, over.Token));
        try
        {
            var outcome = await socket.ReceiveAsync(output);
            return outcome.Status == Fulfilled ? null : outcome.Reason ?? "";
        }
        finally
        {
            await over.CancelAsync();
            await others.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task CancelWhenStoppedAsync(CallSocket socket, CancellationToken stop, CancellationToken over)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await stopped.Task.WaitAsync(over);
        await socket.SignalAsync(new SignalMessage("cancel"), over);
    }
}
