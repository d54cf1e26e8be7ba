using Plane.Contracts.Drones;
using Plane.Contracts.Json;

namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>
/// One connection as the client's frames move it (interactive API §2): first a call, then signals and input until the call is over. No IO, no clock; used by
/// the one task that receives.
/// </summary>
internal sealed class CallProtocol(Dialect dialect)
{
    private const string NoCall = "the first message must be a call: a binary message {\"call\":\"name\",\"params\":[\"…\"]}";
    private const string TextFirst = "text came before the call: the first message must be binary";
    private bool _begun;
    private bool _refused;
    private bool _cancelled;
    private bool _inputEnded;

    /// <param name="message">A whole one; null for one that was too long to be kept.</param>
    public ClientMove Binary(ReadOnlyMemory<byte>? message)
    {
        if (_refused)
        {
            return ClientMove.Nothing;
        }

        return _begun ? Signal(message) : First(message);
    }

    /// <summary>Text has come, or a part of it.</summary>
    public ClientMove Text()
    {
        if (_refused || _inputEnded)
        {
            return ClientMove.Nothing;
        }

        return _begun ? new ClientMove(ClientMoveKind.Input) : Refuse(TextFirst);
    }

    /// <summary>The client closed, or the connection is lost: the same as a cancel, and nothing can come any more.</summary>
    public ClientMove Left()
    {
        if (_refused)
        {
            return ClientMove.Nothing;
        }

        if (!_begun)
        {
            return Refuse("the connection was closed before the call");
        }

        var ended = EndInput();
        return new ClientMove(ended.Kind | Cancel().Kind);
    }

    private ClientMove First(ReadOnlyMemory<byte>? message)
    {
        if (Read(message, InteractiveJson.Default.CallMessage) is not { } call || call.Params?.Any(static parameter => parameter is null) == true)
        {
            return Refuse(NoCall);
        }

        _begun = true;
        return new ClientMove(ClientMoveKind.Begin) { Call = call with { Params = call.Params ?? [], Terminal = Valid(call.Terminal) } };
    }

    private ClientMove Signal(ReadOnlyMemory<byte>? message) => Read(message, InteractiveJson.Default.SignalMessage) switch
    {
        null => dialect == Dialect.Pow1 ? Cancel() : ClientMove.Nothing,
        { Signal: "cancel" } => Cancel(),
        { Signal: "close" } => dialect == Dialect.Pow1 ? EndInput() : ClientMove.Nothing,
        { Signal: "resize", Terminal: var size } when Valid(size) is { } valid => new ClientMove(ClientMoveKind.Resize) { Size = valid },
        _ => ClientMove.Nothing,
    };

    /// <summary>The second one ends the input too.</summary>
    private ClientMove Cancel()
    {
        if (_cancelled)
        {
            return EndInput();
        }

        _cancelled = true;
        return new ClientMove(ClientMoveKind.Cancel);
    }

    private ClientMove EndInput()
    {
        if (_inputEnded)
        {
            return ClientMove.Nothing;
        }

        _inputEnded = true;
        return new ClientMove(ClientMoveKind.EndInput);
    }

    private ClientMove Refuse(string reason)
    {
        _refused = true;
        return ClientMove.Refused(reason);
    }

    /// <summary>As wide as engines take them.</summary>
    private static TerminalSize? Valid(TerminalSize? size) => size is { Columns: > 0 and <= ushort.MaxValue, Rows: > 0 and <= ushort.MaxValue } ? size : null;

    private static T? Read<T>(ReadOnlyMemory<byte>? message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
        where T : class => message is { } bytes ? ForeignJson.Read(bytes.Span, json) : null;
}
