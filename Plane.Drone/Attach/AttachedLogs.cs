using System.Text;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>All that a backend has written, from its beginning, and then what it writes, until it ends. The runtime keeps it: a slow reader misses nothing.</summary>
internal sealed class AttachedLogs(BackendId backend, IRuntime runtime) : IAttachedWork
{
    public async Task<AttachEnd> RunAsync(Conduit conduit, CancellationToken token)
    {
        try
        {
            await SendAsync(conduit, token);
            return new AttachEnd(null, null);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ConduitBrokenException or RuntimeException))
        {
            // Its container is gone, or the engine is.
            throw new RuntimeException($"The output cannot be read: {exception.Message}", exception);
        }
    }

    private async Task SendAsync(Conduit conduit, CancellationToken token)
    {
        var waiting = new StringBuilder();
        var isErrors = false;
        await using var lines = runtime.LogsAsync(backend, default, token).GetAsyncEnumerator(token);
        while (true)
        {
            var next = lines.MoveNextAsync();
            if (!next.IsCompleted || waiting.Length >= Conduit.LongestPayload)
            {
                // What is there is sent before more is waited for.
                await FlushAsync(conduit, waiting, isErrors, token);
            }

            if (!await next)
            {
                await FlushAsync(conduit, waiting, isErrors, token);
                return;
            }

            if (lines.Current.IsError != isErrors)
            {
                await FlushAsync(conduit, waiting, isErrors, token);
                isErrors = lines.Current.IsError;
            }

            waiting.Append(lines.Current.Text).Append('\n');
        }
    }

    private static async Task FlushAsync(Conduit conduit, StringBuilder waiting, bool isErrors, CancellationToken token)
    {
        if (waiting.Length > 0)
        {
            await conduit.SendAsync(isErrors ? ConduitContent.Errors : ConduitContent.Bytes, Encoding.UTF8.GetBytes(waiting.ToString()), token);
            waiting.Clear();
        }
    }
}
