namespace Plane.Dns.Zone;

/// <summary>How answers look.</summary>
/// <param name="NameServers">Host names of the servers that the zones are delegated to; empty: <c>ns.{zone}</c>, which only suits a machine on its own.</param>
/// <param name="Mailbox">The SOA's mailbox as a domain name; null: <c>hostmaster.{zone}</c>.</param>
/// <param name="TtlSeconds">Of every record. Default 30.</param>
internal sealed record ZoneOptions(IReadOnlyList<string> NameServers, string? Mailbox = null, uint TtlSeconds = 30)
{
    public static ZoneOptions Default { get; } = new([]);
}
