using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>The server ended a pull with a status that repeating cannot cure, such as a deleted consumer.</summary>
public class NatsJSProtocolException : NatsJSException
{
    internal NatsJSProtocolException(int headerCode, NatsHeaders.Messages headerMessage, string headerMessageText)
        : base($"JetStream status {headerCode}: {headerMessageText}")
    {
        HeaderCode = headerCode;
        HeaderMessage = headerMessage;
        HeaderMessageText = headerMessageText;
    }

    public int HeaderCode { get; }

    public NatsHeaders.Messages HeaderMessage { get; }

    public string HeaderMessageText { get; }
}
