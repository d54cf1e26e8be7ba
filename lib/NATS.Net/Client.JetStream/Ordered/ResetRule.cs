using NATS.Client.Core;

namespace NATS.Client.JetStream.Ordered;

/// <summary>Which failures to make a consumer are worth another attempt.</summary>
internal static class ResetRule
{
    /// <summary>A server that has just come up may not know its streams yet: so often "not found" is not believed.</summary>
    private const int NotFoundAttempts = 6;

    public static bool IsWorthAnother(Exception exception, int attempts, bool existedBefore) => exception switch
    {
        NatsNoRespondersException or NatsJSApiNoResponseException or NatsNoReplyException => true,
        NatsJSApiException { Error.Code: 503 } => true,
        NatsJSApiException { Error.Code: 500 } => existedBefore,
        NatsJSApiException { Error.Code: 404 } => existedBefore && attempts < NotFoundAttempts,
        _ => false,
    };
}
