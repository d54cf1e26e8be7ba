using System.Net.WebSockets;
using System.Threading.Channels;
using Plane.Contracts.Drones;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Sockets;

/// <summary>
/// One connection, which runs one call: receives, runs, sends, and says how it ended, once. Three things go on side by side, and none waits for another
/// longer than its buffer is full: frames are received, the call runs, its output is sent.
/// </summary>
/// <param name="address">Where the client reaches this controller.</param>
internal sealed class CallSession(WebSocket socket, Dialect dialect, Caller caller, string address, CallRunner runner, TimeProvider clock, ILogger<CallSession> log) : IDisposable
{
    private const string Late = "timeout reading the first message";
    private const string Stopping = "the controller is stopping";
    private const int LongestCall = 2 * 1024 * 1024;

    /// <summary>Of who has shown no token: what cannot be meant for any call is not kept.</summary>
    private const int LongestOfNobody = 16 * 1024;
    private static readonly TimeSpan FirstMessageLimit = TimeSpan.FromSeconds(1);

    /// <summary>A client that called its call off, and then takes nothing.</summary>
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<ClientMove> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<TerminalSize> _resizes = Channel.CreateBounded<TerminalSize>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _cancel = new();
    private readonly CallInput _input = new();
    private readonly CallOutput _output = new();

    /// <summary>Returns when the connection is over and nothing of the call is left.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var stop = stopping.UnsafeRegister(_ => Move(ClientMove.Refused(Stopping) with { Kind = ClientMoveKind.Refuse | ClientMoveKind.Cancel }), null);
        var receiving = new FrameReceiver(socket, dialect, caller.IsKnown ? LongestCall : LongestOfNobody, _input, Move, log).RunAsync();
        var sending = _output.SendAsync(socket, dialect);
        var outcome = await OutcomeAsync();
        _input.Close();
        _output.Finish();
        await FarewellAsync(sending, stopping.IsCancellationRequested ? CallOutcome.Failed(Stopping) : outcome, receiving);
        await receiving;
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _output.Dispose();
    }

    private void Move(ClientMove move)
    {
        if (move.Has(ClientMoveKind.Begin | ClientMoveKind.Refuse))
        {
            _first.TrySetResult(move);
        }

        if (move is { Size: { } size })
        {
            _resizes.Writer.TryWrite(size);
        }

        if (move.Has(ClientMoveKind.Cancel))
        {
            _cancel.Cancel();
        }
    }

    private async Task<CallOutcome> OutcomeAsync()
    {
        using (var rest = new CancellationTokenSource())
        {
            await Task.WhenAny(_first.Task, Task.Delay(FirstMessageLimit, clock, rest.Token));
            await rest.CancelAsync();
            _first.TrySetResult(ClientMove.Refused(Late));
        }

        var first = await _first.Task;
        if (first.Call is not { } call)
        {
            return CallOutcome.Failed(first.Reason);
        }

        var (action, refusal) = runner.Find(call, caller);
        if (action is null)
        {
            return refusal!;
        }

        if (!action.TakesInput)
        {
            _input.Close();
        }

        return await runner.RunAsync(action, new CallContext(call.Params ?? [], call.Terminal, _resizes.Reader, _input, _output, address), caller, _cancel.Token);
    }

    /// <summary>The rest of the output, the outcome, the close.</summary>
    private async Task FarewellAsync(Task sending, CallOutcome outcome, Task receiving)
    {
        var saying = SayAsync(sending, outcome);
        if (_cancel.IsCancellationRequested && !await IsDoneAsync(saying, FarewellLimit))
        {
            log.ClientTakesNothing();
            socket.Abort();
        }

        await saying;
        if (!await IsDoneAsync(receiving, CloseLimit))
        {
            socket.Abort();
        }
    }

    private async Task SayAsync(Task sending, CallOutcome outcome)
    {
        try
        {
            await sending;
            await socket.SendAsync(outcome.Encode(dialect), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None);
        }
        catch (Exception exception) when (FrameReceiver.IsLoss(exception))
        {
            // Nobody is there to be told.
            log.ConnectionLost(exception);
            socket.Abort();
        }
    }

    private async Task<bool> IsDoneAsync(Task what, TimeSpan limit)
    {
        using var rest = new CancellationTokenSource();
        var first = await Task.WhenAny(what, Task.Delay(limit, clock, rest.Token));
        await rest.CancelAsync();
        return first == what;
    }
}
