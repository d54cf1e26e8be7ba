using System.Text;

namespace NATS.Client.Core.Protocol;

/// <summary>The texts of status lines that the server uses.</summary>
internal static class HeaderStatus
{
    private static readonly (string Text, NatsHeaders.Messages Message)[] Known =
    [
        ("Idle Heartbeat", NatsHeaders.Messages.IdleHeartbeat),
        ("Bad Request", NatsHeaders.Messages.BadRequest),
        ("Consumer Deleted", NatsHeaders.Messages.ConsumerDeleted),
        ("Consumer is push based", NatsHeaders.Messages.ConsumerIsPushBased),
        ("No Messages", NatsHeaders.Messages.NoMessages),
        ("Request Timeout", NatsHeaders.Messages.RequestTimeout),
        ("Message Size Exceeds MaxBytes", NatsHeaders.Messages.MessageSizeExceedsMaxBytes),
        ("Requests Pending", NatsHeaders.Messages.RequestsPending),
    ];

    public static string Text(ReadOnlySpan<byte> text, Encoding encoding)
    {
        foreach (var (known, _) in Known)
        {
            if (Ascii.Equals(text, known))
            {
                return known;
            }
        }

        return encoding.GetString(text);
    }

    public static NatsHeaders.Messages MessageOf(string text)
    {
        foreach (var (known, message) in Known)
        {
            if (known.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return message;
            }
        }

        return NatsHeaders.Messages.Text;
    }
}
