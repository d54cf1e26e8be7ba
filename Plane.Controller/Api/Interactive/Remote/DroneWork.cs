using System.Text;
using System.Text.Json;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Controller.Api.Interactive.Calls;
using Plane.State.Conduits;

namespace Plane.Controller.Api.Interactive.Remote;

/// <summary>Follows what a drone does over a conduit.</summary>
internal static class DroneWork
{
    /// <summary>Hands on what the drone says, piece by piece, until it is done. Called off, it has the drone give up, and returns when nothing is left there.</summary>
    /// <param name="take">Returns when a piece was dealt with: the drone sends no more than has room.</param>
    /// <param name="place">Hears how far the output of a backend has come.</param>
    /// <exception cref="CallException">The drone is gone, or cannot do it.</exception>
    public static async Task<AttachEnd> FollowAsync(Conduit conduit, Func<ReadOnlyMemory<byte>, Task> take, CancellationToken cancel, Action<string>? place = null)
    {
        try
        {
            while (await conduit.ReceiveAsync(cancel) is { } message)
            {
                if (message.Content == ConduitContent.End)
                {
                    return EndOf(message.Payload.Span);
                }

                if (message.Content == ConduitContent.Place)
                {
                    place?.Invoke(Encoding.UTF8.GetString(message.Payload.Span));
                }
                else
                {
                    await take(message.Payload);
                }
            }

            throw new CallException("the drone broke off");
        }
        catch (ConduitBrokenException)
        {
            throw new CallException("the drone does not answer any more");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await conduit.AbortAsync();
            throw;
        }
    }

    private static AttachEnd EndOf(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, StateJson.Default.AttachEnd) is not { } end ? throw new CallException("the drone broke off")
        : end.Fault is { } fault ? throw new CallException(fault)
        : end;
}
