namespace NATS.Client.Core.Protocol;

/// <summary>One line of the server, with its payload; positions count from the start of what was parsed.</summary>
internal struct ServerFrame
{
    public ServerOp Op;

    /// <summary>MSG, HMSG.</summary>
    public Slice Subject;

    /// <summary>MSG, HMSG.</summary>
    public int Sid;

    /// <summary>MSG, HMSG; absent when no reply is wanted.</summary>
    public Slice ReplyTo;

    /// <summary>HMSG.</summary>
    public Slice Headers;

    /// <summary>MSG, HMSG.</summary>
    public Slice Payload;

    /// <summary>JSON of INFO, text of -ERR.</summary>
    public Slice Text;

    /// <summary>Bytes of the whole frame once its line has been read, even while the frame is incomplete.</summary>
    public int Length;

    /// <summary>The same frame, seen from <paramref name="by"/> bytes before.</summary>
    public void Offset(int by)
    {
        Subject = Subject.Offset(by);
        ReplyTo = ReplyTo.IsPresent ? ReplyTo.Offset(by) : default;
        Headers = Headers.IsPresent ? Headers.Offset(by) : default;
        Payload = Payload.Offset(by);
        Text = Text.Offset(by);
    }
}
