namespace Plane.Domain.Keys;

/// <summary>Fencing tokens rise with every acquisition of a key and stay below 2^53, so that any language reads them exactly.</summary>
public static class FencingToken
{
    /// <param name="previous">The key's last token; 0 for none.</param>
    /// <param name="reservedAt">The NATS server's time stamp of the reservation.</param>
    public static long Next(long previous, DateTimeOffset reservedAt) => Math.Max(previous + 1, reservedAt.ToUnixTimeMilliseconds());
}
