using Plane.Dns.Protocol;

namespace Plane.Dns.Zone;

/// <summary>Names of class CHAOS by which servers are asked what they are (RFC 4892).</summary>
internal static class ServerNames
{
    private static readonly byte[][] Names = [WireName.Of("version.bind"), WireName.Of("version.server")];

    public static bool IsOne(ReadOnlySpan<byte> name) => name.SequenceEqual(Names[0]) || name.SequenceEqual(Names[1]);
}
