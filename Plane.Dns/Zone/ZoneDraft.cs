using System.Collections.Immutable;
using System.Net;
using Plane.Contracts.Records;
using Plane.Dns.Protocol;
using Plane.Domain.Identity;

namespace Plane.Dns.Zone;

/// <summary>One zone while it is being built: names in full, dotted, and what they lead to.</summary>
internal sealed class ZoneDraft
{
    public const string ChallengeLabel = "_acme-challenge";

    /// <summary>Challenges answered at once for one name; of more the newest.</summary>
    private const int MaxTexts = 10;

    private readonly Dictionary<string, DraftNode> _nodes = new(StringComparer.Ordinal);
    private readonly ImmutableArray<IPAddress> _proxies;
    private readonly ZoneOptions _options;

    public ZoneDraft(string name, ImmutableArray<IPAddress> proxies, ZoneOptions options)
    {
        Name = name;
        Wire = WireName.Of(name);
        _proxies = proxies;
        _options = options;
        _nodes.Add(name, new DraftNode(NodeOrigin.Apex));
        _nodes[name].Lead(proxies, null);
        AddNameServers();
    }

    public string Name { get; }

    public byte[] Wire { get; }

    public byte[] Mailbox => _options.Mailbox ?? WireName.Of(Below("hostmaster"));

    public NameServer PrimaryServer { get; private set; } = null!;

    public void AddBackend(BackendRecord backend, ImmutableArray<IPAddress> ownProxy)
    {
        var addresses = ownProxy.IsEmpty ? _proxies : ownProxy;
        Node(backend.Backend.Value + "." + Name, NodeOrigin.Backend).Lead(addresses, backend);
        foreach (var port in backend.Ports.Skip(1))
        {
            Node($"{new BackendName(backend.Backend, port)}.{Name}", NodeOrigin.Backend).Lead(addresses, backend);
        }

        if (backend.Subdomain is { } subdomain && Subdomain.TryParse(subdomain, out var label))
        {
            Node(label.Value + "." + Name, NodeOrigin.Subdomain).Lead(addresses, backend);
        }
    }

    /// <param name="label">The name within the zone.</param>
    public void AddTexts(string label, IEnumerable<string> texts)
    {
        var node = Node($"{label}.{Name}", NodeOrigin.Challenge);
        foreach (var text in texts.Where(static text => text.Length <= ZoneTable.MaxText).TakeLast(MaxTexts))
        {
            node.Say(text);
        }
    }

    public void AddStatic(StaticRecord record) => Node(record.Name, NodeOrigin.Static).Fix(record);

    /// <summary>Another served zone begins there: the names above it exist (RFC 8020).</summary>
    public void AddCut(string name) => AddBetween(name);

    public ZoneNode? Wildcard()
    {
        if (!_options.WildcardToProxies || _proxies.IsEmpty)
        {
            return null;
        }

        var node = new DraftNode(NodeOrigin.Wildcard);
        node.Lead(_proxies, null);
        return node.Build(Wire, _options.Ttl);
    }

    public RecordSet? Glue()
    {
        var glue = new RecordSetBuilder(Wire, _options.Ttl);
        foreach (var server in Servers().Where(IsMine))
        {
            foreach (var address in server.Addresses)
            {
                glue.Address(address, WireName.Of(server.Name));
            }
        }

        return glue.IsEmpty ? null : glue.Build();
    }

    public IEnumerable<(byte[] Name, ZoneNode Node)> Nodes() =>
        _nodes.Select(pair => (WireName.TryOf(pair.Key)!, pair.Value.Build(Wire, _options.Ttl))).Where(static pair => pair.Item1 is not null);

    private DraftNode Node(string name, NodeOrigin origin)
    {
        if (!_nodes.TryGetValue(name, out var node))
        {
            _nodes.Add(name, node = new DraftNode(origin));
            AddBetween(name);
        }

        node.Claim(origin);
        return node;
    }

    private void AddBetween(string name)
    {
        for (var parent = Above(name); parent.Length > Name.Length; parent = Above(parent))
        {
            if (!_nodes.TryAdd(parent, new DraftNode(NodeOrigin.Between)))
            {
                return;
            }
        }
    }

    private static string Above(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private void AddNameServers()
    {
        var set = new RecordSetBuilder(Wire, _options.Ttl);
        foreach (var server in Servers())
        {
            PrimaryServer ??= server;
            set.NameServer(WireName.Of(server.Name));
            if (IsMine(server))
            {
                Node(server.Name, NodeOrigin.NameServer).Lead(server.Addresses, null);
            }
        }

        _nodes[Name].More.Add(set.Build());
        if (!_options.Caa.IsEmpty)
        {
            var caa = new RecordSetBuilder(Wire, _options.Ttl);
            foreach (var value in _options.Caa)
            {
                caa.Caa(value.Flags, value.Tag, value.Value);
            }

            _nodes[Name].More.Add(caa.Build());
        }
    }

    private bool IsMine(NameServer server) => server.Name == Name || server.Name.EndsWith("." + Name, StringComparison.Ordinal);

    private ImmutableArray<NameServer> Servers() =>
        _options.NameServers.IsEmpty ? [new NameServer(Below("ns"), _options.OwnAddresses)] : _options.NameServers;

    /// <summary>The zone's own name where there is no room for a label in front of it.</summary>
    private string Below(string label) => WireName.TryOf($"{label}.{Name}") is null ? Name : $"{label}.{Name}";
}
