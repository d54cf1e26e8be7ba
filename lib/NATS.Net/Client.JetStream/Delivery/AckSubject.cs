using System.Globalization;

namespace NATS.Client.JetStream.Delivery;

/// <summary>
/// The reply subject of a delivered message (ADR-15):
/// <code>
/// $JS.ACK.stream.consumer.delivered.sseq.cseq.nanoseconds.pending
/// $JS.ACK.domain.account.stream.consumer.delivered.sseq.cseq.nanoseconds.pending[.random]    domain "_" = none
/// </code>
/// </summary>
internal readonly record struct AckSubject
{
    private readonly string _subject;
    private readonly Range _domain;
    private readonly Range _stream;
    private readonly Range _consumer;
    private readonly long _nanoseconds;

    private AckSubject(string subject, ReadOnlySpan<Range> tokens, int first)
    {
        _subject = subject;
        _domain = first == 4 ? tokens[2] : default;
        _stream = tokens[first];
        _consumer = tokens[first + 1];
        Delivered = Number(tokens[first + 2]);
        StreamSequence = Number(tokens[first + 3]);
        ConsumerSequence = Number(tokens[first + 4]);
        _nanoseconds = (long)Number(tokens[first + 5]);
        Pending = Number(tokens[first + 6]);
    }

    public ulong Delivered { get; }

    public ulong StreamSequence { get; }

    public ulong ConsumerSequence { get; }

    public ulong Pending { get; }

    public DateTimeOffset Timestamp => DateTimeOffset.UnixEpoch.AddTicks(_nanoseconds / TimeSpan.NanosecondsPerTick);

    public static bool TryParse(string? subject, out AckSubject parsed)
    {
        parsed = default;
        if (subject is null || !subject.StartsWith("$JS.ACK.", StringComparison.Ordinal))
        {
            return false;
        }

        Span<Range> tokens = stackalloc Range[14];
        var count = subject.AsSpan().Split(tokens, '.');
        if (count != 9 && count is < 11 or > 12)
        {
            return false;
        }

        var first = count == 9 ? 2 : 4;
        for (var i = first + 2; i < first + 7; i++)
        {
            if (!ulong.TryParse(subject.AsSpan(tokens[i]), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        parsed = new AckSubject(subject, tokens, first);
        return true;
    }

    public bool IsFrom(string consumer) => _subject.AsSpan(_consumer).SequenceEqual(consumer);

    public NatsJSMsgMetadata ToMetadata()
    {
        var domain = _subject[_domain];
        return new NatsJSMsgMetadata(
            new NatsJSSequencePair(StreamSequence, ConsumerSequence),
            Delivered,
            Pending,
            Timestamp,
            _subject[_stream],
            _subject[_consumer],
            domain == "_" ? string.Empty : domain);
    }

    private ulong Number(Range token) => ulong.Parse(_subject.AsSpan(token), NumberStyles.None, CultureInfo.InvariantCulture);
}
