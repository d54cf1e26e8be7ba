using System.Buffers;

namespace NATS.Client.Core.Protocol;

/// <summary>What may stand in a protocol line as subject or queue group.</summary>
internal static class SubjectRules
{
    private static readonly SearchValues<char> Whitespace = SearchValues.Create(" \t\r\n\f\v\0");

    public static void CheckSubject(string? subject)
    {
        if (string.IsNullOrEmpty(subject) || subject.AsSpan().ContainsAny(Whitespace))
        {
            throw new NatsException("Subject is invalid.");
        }
    }

    public static void CheckReplyTo(string? replyTo)
    {
        if (replyTo is not null)
        {
            CheckSubject(replyTo);
        }
    }

    public static void CheckQueueGroup(string? queueGroup)
    {
        if (queueGroup is not null && (queueGroup.Length == 0 || queueGroup.AsSpan().ContainsAny(Whitespace)))
        {
            throw new NatsException("Queue group is invalid.");
        }
    }
}
