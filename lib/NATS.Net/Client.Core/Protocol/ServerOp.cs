namespace NATS.Client.Core.Protocol;

/// <summary>The lines a server sends.</summary>
internal enum ServerOp
{
    /// <summary>The bytes at hand do not hold a whole frame.</summary>
    Incomplete,
    Info,
    Msg,
    Ping,
    Pong,
    Ok,
    Err,
}
