using System.Buffers.Binary;
using System.Text;

namespace Plane.Drone.Proxy.Sockets;

/// <summary>A close frame as servers send it (RFC 6455 §5.5.1).</summary>
/// <param name="Code">§7.4.1, and 1012 of IANA's registry.</param>
/// <param name="Reason">ASCII, 123 characters at most.</param>
internal sealed record CloseFrame(ushort Code, string Reason)
{
    private const int Header = 2;
    private const int CodeLength = 2;
    private const byte FinalClose = 0x88;

    /// <summary>The backend is stopped, or has ended.</summary>
    public static CloseFrame BackendEnds { get; } = new(1001, "The backend has ended.");

    /// <summary>The proxy stops: whoever connects again finds another, and the backend as it was.</summary>
    public static CloseFrame ProxyRestarts { get; } = new(1012, "The proxy restarts. Connect again.");

    public ReadOnlyMemory<byte> Bytes { get; } = Write(Code, Reason);

    private static byte[] Write(ushort code, string reason)
    {
        var bytes = new byte[Header + CodeLength + reason.Length];
        bytes[0] = FinalClose;
        bytes[1] = (byte)(CodeLength + reason.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(Header), code);
        Encoding.ASCII.GetBytes(reason, bytes.AsSpan(Header + CodeLength));
        return bytes;
    }
}
