using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plane.Dns.Protocol;

/// <summary>Makes a <see cref="RecordSet"/>, record by record.</summary>
/// <param name="zone">The zone's own name: names below it are written as labels and a pointer to it.</param>
internal sealed class RecordSetBuilder(byte[] zone, uint ttl, ushort @class = Query.ClassIn)
{
    private const ushort PointerToQuestion = 0xC00C;
    private const int MaxString = 255;
    private readonly List<byte> _wire = new(64);
    private readonly List<int> _starts = [0];
    private readonly List<int> _apexPointers = [];
    private RecordType _type;

    public bool IsEmpty => _starts.Count == 1;

    /// <param name="owner">Null for the question's own name.</param>
    public RecordSetBuilder Address(IPAddress address, byte[]? owner = null) =>
        Record(owner, address.AddressFamily == AddressFamily.InterNetworkV6 ? RecordType.Aaaa : RecordType.A, () => _wire.AddRange(address.GetAddressBytes()));

    public RecordSetBuilder NameServer(byte[] server) => Record(null, RecordType.Ns, () => Name(server));

    public RecordSetBuilder Alias(byte[] target) => Record(null, RecordType.Cname, () => Name(target));

    public RecordSetBuilder Mail(ushort preference, byte[] exchange) => Record(null, RecordType.Mx, () =>
    {
        UInt16(preference);
        Name(exchange);
    });

    /// <summary>One value, split into strings of at most 255 bytes.</summary>
    public RecordSetBuilder Text(byte[] text) => Record(null, RecordType.Txt, () => Strings(text));

    /// <summary>RFC 8659 §4.1.</summary>
    public RecordSetBuilder Caa(byte flags, string tag, string value) => Record(null, RecordType.Caa, () =>
    {
        _wire.Add(flags);
        _wire.Add((byte)tag.Length);
        _wire.AddRange(Encoding.ASCII.GetBytes(tag));
        _wire.AddRange(Encoding.UTF8.GetBytes(value));
    });

    /// <summary>The minimal answer to ANY (RFC 8482 §4.2).</summary>
    public RecordSetBuilder HInfo(string cpu, string system) => Record(null, RecordType.HInfo, () =>
    {
        Strings(Encoding.ASCII.GetBytes(cpu));
        Strings(Encoding.ASCII.GetBytes(system));
    });

    /// <summary>RFC 1035 §3.3.13, owned by the zone. Times in seconds.</summary>
    public RecordSetBuilder Soa(byte[] primary, byte[] mailbox, uint serial, uint refresh, uint retry, uint expire, uint minimum) => Record(zone, RecordType.Soa, () =>
    {
        Name(primary);
        Name(mailbox);
        UInt32(serial);
        UInt32(refresh);
        UInt32(retry);
        UInt32(expire);
        UInt32(minimum);
    });

    public RecordSet Build() => new(_type, [.. _wire], [.. _starts], [.. _apexPointers]);

    private RecordSetBuilder Record(byte[]? owner, RecordType type, Action data)
    {
        _type = IsEmpty ? type : _type;
        if (owner is null)
        {
            UInt16(PointerToQuestion);
        }
        else
        {
            Name(owner);
        }

        UInt16((ushort)type);
        UInt16(@class);
        UInt32(ttl);
        var lengthAt = _wire.Count;
        UInt16(0);
        data();
        var length = _wire.Count - lengthAt - 2;
        (_wire[lengthAt], _wire[lengthAt + 1]) = ((byte)(length >> 8), (byte)length);
        _starts.Add(_wire.Count);
        return this;
    }

    /// <summary>Compressed only where every reader knows how (RFC 3597 §4): owners, NS, CNAME, SOA, MX.</summary>
    private void Name(byte[] name)
    {
        if (!WireName.IsWithin(name, zone) || zone.Length < 2)
        {
            _wire.AddRange(name);
            return;
        }

        _wire.AddRange(name.AsSpan(0, name.Length - zone.Length));
        _apexPointers.Add(_wire.Count);
        UInt16(0);
    }

    /// <summary>Character-strings (RFC 1035 §3.3); one empty one for no bytes.</summary>
    private void Strings(ReadOnlySpan<byte> text)
    {
        do
        {
            var piece = text[..Math.Min(text.Length, MaxString)];
            _wire.Add((byte)piece.Length);
            _wire.AddRange(piece);
            text = text[piece.Length..];
        }
        while (!text.IsEmpty);
    }

    private void UInt16(ushort value) => _wire.AddRange([(byte)(value >> 8), (byte)value]);

    private void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        _wire.AddRange(bytes);
    }
}
