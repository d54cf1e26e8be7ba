using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>The server refused; <see cref="Error"/> has its code and words.</summary>
public class NatsJSApiException : NatsJSException
{
    public NatsJSApiException(ApiError error)
        : base(error.Description ?? $"JetStream error {error.Code}/{error.ErrCode}") => Error = error;

    public ApiError Error { get; }
}
