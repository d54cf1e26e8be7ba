using System.Net;
using System.Net.Sockets;
using System.Text;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>A name while its zone is being built: several things may have a say in it.</summary>
internal sealed class DraftNode(NodeOrigin origin)
{
    private readonly List<IPAddress> _addresses = [];
    private readonly List<string> _texts = [];
    private readonly List<StaticRecord> _records = [];
    private readonly List<BackendRecord> _backends = [];

    /// <summary>Sets that are made by the zone itself.</summary>
    public List<RecordSet> More { get; } = [];

    public NodeOrigin Origin { get; private set; } = origin;

    public void Lead(IEnumerable<IPAddress> addresses, BackendRecord? backend)
    {
        _addresses.AddRange(addresses.Except(_addresses));
        if (backend is not null)
        {
            _backends.Add(backend);
        }
    }

    public void Say(string text) => _texts.Add(text);

    /// <summary>What is configured hides what the state would say for the same type.</summary>
    public void Fix(StaticRecord record)
    {
        _records.Add(record);
        Origin = Origin == NodeOrigin.Apex ? Origin : NodeOrigin.Static;
    }

    /// <summary>A name between others has become one of its own.</summary>
    public void Claim(NodeOrigin origin) => Origin = Origin == NodeOrigin.Between ? origin : Origin;

    public ZoneNode Build(byte[] zone, uint ttl)
    {
        var sets = _records
            .GroupBy(static record => record.Type)
            .Select(group =>
            {
                var set = new RecordSetBuilder(zone, group.First().Ttl ?? ttl);
                foreach (var record in group)
                {
                    record.AddTo(set);
                }

                return set.Build();
            })
            .ToList();

        // An alias has no other records beside it (RFC 2181 §10.1).
        if (!sets.Exists(static set => set.Type == RecordType.Cname))
        {
            AddUnlessFixed(sets, Addresses(zone, ttl, AddressFamily.InterNetwork));
            AddUnlessFixed(sets, Addresses(zone, ttl, AddressFamily.InterNetworkV6));
            AddUnlessFixed(sets, Texts(zone));
            foreach (var set in More)
            {
                AddUnlessFixed(sets, set);
            }
        }

        return new ZoneNode(Origin, [.. sets], [.. _backends]);
    }

    private static void AddUnlessFixed(List<RecordSet> sets, RecordSet? set)
    {
        if (set is not null && !sets.Exists(fixedSet => fixedSet.Type == set.Type))
        {
            sets.Add(set);
        }
    }

    private RecordSet? Addresses(byte[] zone, uint ttl, AddressFamily family)
    {
        var set = new RecordSetBuilder(zone, ttl);
        foreach (var address in _addresses)
        {
            _ = address.AddressFamily == family ? set.Address(address) : set;
        }

        return set.IsEmpty ? null : set.Build();
    }

    /// <summary>Of challenges, which change from one order to the next: 1 second.</summary>
    private RecordSet? Texts(byte[] zone)
    {
        var set = new RecordSetBuilder(zone, 1);
        foreach (var text in _texts)
        {
            set.Text(Encoding.UTF8.GetBytes(text));
        }

        return set.IsEmpty ? null : set.Build();
    }
}
