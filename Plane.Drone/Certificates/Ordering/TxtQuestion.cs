using System.Buffers.Binary;
using System.Text;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>One TXT question and the reading of its answer (RFC 1035 §4). Pure.</summary>
internal static class TxtQuestion
{
    private const int HeaderLength = 12;
    private const ushort Txt = 16;
    private const ushort Internet = 1;

    /// <param name="name">Without the trailing dot.</param>
    public static byte[] Write(ushort id, string name)
    {
        var message = new List<byte> { (byte)(id >> 8), (byte)id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.Split('.'))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }

        message.AddRange([0, 0, (byte)Txt, 0, (byte)Internet]);
        return [.. message];
    }

    /// <returns>The values; none where the server has none.</returns>
    /// <exception cref="CertificateFault">It is no answer to that question.</exception>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> message, ushort id)
    {
        try
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(message) != id || (message[2] & 0x80) == 0)
            {
                throw new CertificateFault("The DNS server answered something else than what it was asked.");
            }

            return Values(message);
        }
        catch (ArgumentException exception)
        {
            throw new CertificateFault("The DNS server's answer is cut off.", exception);
        }
        catch (IndexOutOfRangeException exception)
        {
            throw new CertificateFault("The DNS server's answer is cut off.", exception);
        }
    }

    private static List<string> Values(ReadOnlySpan<byte> message)
    {
        var questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        var answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        var place = HeaderLength;
        for (var i = 0; i < questions; i++)
        {
            place = AfterName(message, place) + 4;
        }

        var values = new List<string>();
        for (var i = 0; i < answers; i++)
        {
            place = AfterName(message, place);
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(message[place..]), BinaryPrimitives.ReadUInt16BigEndian(message[(place + 8)..]));
            place += 10;
            if (type == Txt)
            {
                values.Add(Strings(message.Slice(place, length)));
            }

            place += length;
        }

        return values;
    }

    /// <summary>A compressed name ends with its pointer.</summary>
    private static int AfterName(ReadOnlySpan<byte> message, int place)
    {
        while (message[place] is not 0 and var length)
        {
            if ((length & 0xC0) == 0xC0)
            {
                return place + 2;
            }

            place += length + 1;
        }

        return place + 1;
    }

    /// <summary>One value's strings, put together.</summary>
    private static string Strings(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty)
        {
            text.Append(Encoding.ASCII.GetString(data.Slice(1, data[0])));
            data = data[(data[0] + 1)..];
        }

        return text.ToString();
    }
}
