using Plane.Dns.Protocol;

namespace Plane.Dns.Server;

/// <summary>What one socket has answered, counted without locks or allocation; <see cref="QueryMetrics"/> adds them up when asked.</summary>
internal sealed class QueryTally(string transport)
{
    /// <summary>Types with a count of their own; the last stands for all others.</summary>
    public static readonly (RecordType Type, string Name)[] Types =
    [
        (RecordType.A, "A"), (RecordType.Aaaa, "AAAA"), (RecordType.Txt, "TXT"), (RecordType.Ns, "NS"), (RecordType.Soa, "SOA"), (RecordType.Caa, "CAA"),
        (RecordType.Cname, "CNAME"), (RecordType.Mx, "MX"), (RecordType.Https, "HTTPS"), (RecordType.Any, "ANY"), (0, "other"),
    ];

    private const int CodesEach = 32;
    private readonly long[] _answers = new long[Types.Length * CodesEach];
    private long _dropped;
    private long _limited;
    private long _truncated;
    private uint _turn;

    /// <summary><c>udp</c> or <c>tcp</c>.</summary>
    public string Transport => transport;

    /// <summary>Packets that must not be answered: runts and answers.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Answers that rate limiting held back or cut.</summary>
    public long Limited => Interlocked.Read(ref _limited);

    public long Truncated => Interlocked.Read(ref _truncated);

    /// <summary>Rises with each query.</summary>
    public uint NextTurn() => Interlocked.Increment(ref _turn);

    public void Answered(RecordType type, ResponseCode code, bool truncated)
    {
        var at = 0;
        while (Types[at].Type != type && at < Types.Length - 1)
        {
            at++;
        }

        Interlocked.Increment(ref _answers[(at * CodesEach) + Math.Min((int)code, CodesEach - 1)]);
        if (truncated)
        {
            Interlocked.Increment(ref _truncated);
        }
    }

    public void Drop() => Interlocked.Increment(ref _dropped);

    public void Limit() => Interlocked.Increment(ref _limited);

    public IEnumerable<(string Type, ResponseCode Code, long Count)> Counts()
    {
        for (var at = 0; at < _answers.Length; at++)
        {
            if (Interlocked.Read(ref _answers[at]) is > 0 and var count)
            {
                yield return (Types[at / CodesEach].Name, (ResponseCode)(at % CodesEach), count);
            }
        }
    }
}
