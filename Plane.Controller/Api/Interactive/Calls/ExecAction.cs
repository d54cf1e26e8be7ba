using System.Globalization;
using System.Text.Json;
using Plane.Contracts.Drones;
using Plane.Contracts.Json;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Interactive.Remote;
using Plane.Controller.Api.Statuses;
using Plane.State.Conduits;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary><c>exec BACKEND PROGRAM [ARGUMENT …]</c>: runs a program in a backend. The client's text is its input, what it writes is the call's output; called off, it is killed.</summary>
internal sealed class ExecAction(BackendViews views, DroneConduits conduits) : ICallAction
{
    private const int BufferSize = 16 * 1024;
    private static readonly JsonElement Zero = JsonElement.Parse("0");

    public string Name => "exec";

    public string Scope => Scopes.Exec;

    public int MinParameters => 2;

    public int MaxParameters => int.MaxValue;

    public bool TakesInput => true;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var record = CallNames.Find(views, context.Parameters[0]);
        await using var conduit = await conduits.OpenAsync(
            record.Cluster,
            record.Drone,
            id => new AttachMessage { Conduit = id, Kind = AttachKind.Exec, Backend = record.Backend, Command = [.. context.Parameters.Skip(1)], Terminal = context.Terminal },
            cancel);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = Task.WhenAll(SendTextAsync(context, conduit, over.Token).OrEndAllAsync(over), SendSizesAsync(context, conduit, over.Token).OrEndAllAsync(over));
        try
        {
            return OutcomeOf(await DroneWork.FollowAsync(conduit, text => context.Output.WriteAsync(text, over.Token), over.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new CallException($"the input could not be sent to the drone, and the program was ended: {sending.Exception?.GetBaseException().Message}");
        }
        finally
        {
            await over.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CallOutcome OutcomeOf(AttachEnd end) => end.ExitCode switch
    {
        0 => new CallOutcome(null, Zero),
        { } code => CallOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"the program ended with exit code {code}")),
        null => CallOutcome.Failed("the program is gone; its exit code is not known"),
    };

    private static async Task SendTextAsync(CallContext context, Conduit conduit, CancellationToken token)
    {
        var buffer = new byte[BufferSize];
        while (await context.Input.ReadAsync(buffer, token) is var read and > 0)
        {
            await conduit.SendAsync(ConduitContent.Bytes, buffer.AsMemory(0, read), token);
        }

        await conduit.SendAsync(ConduitContent.EndOfBytes, default, token);
    }

    private static async Task SendSizesAsync(CallContext context, Conduit conduit, CancellationToken token)
    {
        await foreach (var size in context.Resizes.ReadAllAsync(token))
        {
            await conduit.SendAsync(ConduitContent.Resize, JsonSerializer.SerializeToUtf8Bytes(size, StateJson.Default.TerminalSize), token);
        }
    }
}
