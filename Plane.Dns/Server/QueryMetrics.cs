using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Plane.Dns.Zone;
using Plane.State.Connection;

namespace Plane.Dns.Server;

/// <summary>The DNS server's numbers, under the meter <c>Plane.Dns</c>.</summary>
internal sealed class QueryMetrics : IDisposable
{
    public const string MeterName = "Plane.Dns";
    private readonly ConcurrentBag<QueryTally> _tallies = [];
    private readonly Meter _meter;

    public QueryMetrics(IMeterFactory meters, ZoneView zones, NatsContact contact)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableCounter("plane.dns.answers", Answers, "{answer}", "Answers by type of question and result code");
        _meter.CreateObservableCounter("plane.dns.dropped", () => Each(static tally => tally.Dropped), "{packet}", "Packets that must not be answered: runts and answers");
        _meter.CreateObservableCounter("plane.dns.limited", () => Each(static tally => tally.Limited), "{answer}", "Answers held back or cut by rate limiting");
        _meter.CreateObservableCounter("plane.dns.truncated", () => Each(static tally => tally.Truncated), "{answer}", "Answers cut because they were too long");
        _meter.CreateObservableGauge("plane.dns.names", () => zones.Current.Names, "{name}", "Names that exist in all zones");
        _meter.CreateObservableGauge("plane.dns.zones", () => zones.Current.Zones.Length, "{zone}", "Zones served");
        _meter.CreateObservableGauge("plane.dns.staleness", () => contact.Silence.TotalSeconds, "s", "Time since NATS last answered: how old the answers may be");
    }

    /// <summary>A new tally whose numbers are told.</summary>
    public QueryTally Tally(string transport)
    {
        var tally = new QueryTally(transport);
        _tallies.Add(tally);
        return tally;
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Answers() =>
        from tally in _tallies
        from count in tally.Counts()
        group count.Count by (tally.Transport, count.Type, count.Code) into same
        select new Measurement<long>(
            same.Sum(),
            new KeyValuePair<string, object?>("transport", same.Key.Transport),
            new KeyValuePair<string, object?>("type", same.Key.Type),
            new KeyValuePair<string, object?>("rcode", same.Key.Code.ToString().ToUpperInvariant()));

    private IEnumerable<Measurement<long>> Each(Func<QueryTally, long> number) =>
        _tallies.GroupBy(static tally => tally.Transport).Select(same => new Measurement<long>(same.Sum(number), new KeyValuePair<string, object?>("transport", same.Key)));
}
