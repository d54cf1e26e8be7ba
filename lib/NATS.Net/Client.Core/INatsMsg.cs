namespace NATS.Client.Core;

/// <summary>What every message has, whatever its payload.</summary>
public interface INatsMsg
{
    /// <summary>The subject it was published to, never a wildcard.</summary>
    string Subject { get; }

    /// <summary>Where a reply goes; null when none is wanted.</summary>
    string? ReplyTo { get; }

    /// <summary>Bytes of subject, reply subject, headers and payload together.</summary>
    int Size { get; }

    /// <summary>Null when the message came without a header block.</summary>
    NatsHeaders? Headers { get; }

    /// <summary>The connection it came in on; null for a message that was made by hand.</summary>
    INatsConnection? Connection { get; }
}
