using System.Net;
using Plane.Dns.Protocol;

namespace Plane.Dns.Server;

/// <summary>
/// Response-rate limiting: so many like answers a second to one network (/24, /56), so that nobody is flooded by our answers to forged queries.
/// Like answers are those of one kind for one name; errors and names that do not exist count per zone. A fixed table of counters: colliding
/// networks share one, memory does not grow.
/// </summary>
/// <param name="perSecond">0: no limit.</param>
/// <param name="slip">Every so many limited answers one slips through truncated; 0: none does.</param>
internal sealed class RateLimiter(int perSecond, int slip, IReadOnlyList<IPNetwork> exempt, TimeProvider clock)
{
    private const int Slots = 1 << 16;
    private readonly long[] _slots = new long[perSecond > 0 ? Slots : 0];

    public bool IsOn => perSecond > 0;

    /// <param name="address">The client's, 4 or 16 bytes.</param>
    /// <param name="name">The question's; for errors and absent names the zone's.</param>
    public RateVerdict Judge(ReadOnlySpan<byte> address, ReadOnlySpan<byte> name, ResponseCode code)
    {
        var hash = default(HashCode);
        hash.AddBytes(address[..(address.Length == 4 ? 3 : 7)]);
        hash.AddBytes(name);
        hash.Add((int)code);
        var key = (uint)hash.ToHashCode();
        ref var slot = ref _slots[key % Slots];
        var second = (ushort)(clock.GetTimestamp() / clock.TimestampFrequency);
        while (true)
        {
            // A slot is the key's upper half, the second, and how many answers that second has had, those above the limit in turn.
            var seen = Interlocked.Read(ref slot);
            var isSame = (ushort)(seen >> 32) == (ushort)(key >> 16) && (ushort)(seen >> 16) == second;
            var count = isSame ? Math.Min((ushort)seen + 1, ushort.MaxValue - 1) : 1;
            var next = ((long)(ushort)(key >> 16) << 32) | ((long)second << 16) | (long)count;
            if (Interlocked.CompareExchange(ref slot, next, seen) == seen)
            {
                return count <= perSecond || IsExempt(address) ? RateVerdict.Answer
                    : slip > 0 && (count - perSecond) % slip == 0 ? RateVerdict.Slip
                    : RateVerdict.Drop;
            }
        }
    }

    private bool IsExempt(ReadOnlySpan<byte> address)
    {
        if (exempt.Count == 0)
        {
            return false;
        }

        var ip = new IPAddress(address);
        foreach (var network in exempt)
        {
            if (network.Contains(ip))
            {
                return true;
            }
        }

        return false;
    }
}
