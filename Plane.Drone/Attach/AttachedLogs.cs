using System.Text;
using Plane.Contracts.Drones;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Backends;
using Plane.State.Conduits;

namespace Plane.Drone.Attach;

/// <summary>
/// All that a backend has written, from its beginning or a place in between, and then what it writes, until it ends. The runtime keeps it: a slow reader
/// misses nothing while its container is there. With each piece goes the place that it reaches to, so that the rest can be read elsewhere.
/// </summary>
internal sealed class AttachedLogs(BackendId backend, OutputPosition after, IRuntime runtime) : IAttachedWork
{
    private readonly StringBuilder _waiting = new();
    private OutputPosition _place = after;
    private bool _isErrors;

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
        await using var lines = runtime.LogsAsync(backend, _place, token).GetAsyncEnumerator(token);
        while (true)
        {
            var next = lines.MoveNextAsync();
            if (!next.IsCompleted || _waiting.Length >= Conduit.LongestPayload)
            {
                // What is there is sent before more is waited for.
                await FlushAsync(conduit, token);
            }

            if (!await next)
            {
                await FlushAsync(conduit, token);
                return;
            }

            if (lines.Current.IsError != _isErrors)
            {
                await FlushAsync(conduit, token);
                _isErrors = lines.Current.IsError;
            }

            Take(lines.Current);
        }
    }

    private void Take(LogLine line)
    {
        _place = _place.After(line.IsError, line.Mark);
        _waiting.Append(line.Text);
        if (!line.GoesOn)
        {
            _waiting.Append('\n');
        }
    }

    private async Task FlushAsync(Conduit conduit, CancellationToken token)
    {
        if (_waiting.Length > 0)
        {
            await conduit.SendAsync(_isErrors ? ConduitContent.Errors : ConduitContent.Bytes, Encoding.UTF8.GetBytes(_waiting.ToString()), token);
            await conduit.SendAsync(ConduitContent.Place, Encoding.UTF8.GetBytes(_place.ToString()), token);
            _waiting.Clear();
        }
    }
}
