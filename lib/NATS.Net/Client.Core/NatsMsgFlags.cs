namespace NATS.Client.Core;

/// <summary>What was seen on the wire when the message came in.</summary>
[Flags]
public enum NatsMsgFlags : byte
{
    /// <summary>A message with a payload.</summary>
    None = 0,

    /// <summary>The payload had no bytes.</summary>
    Empty = 1,

    /// <summary>Empty, and the header status is 503: nobody listens on the subject.</summary>
    NoResponders = 2,
}
