using System.Runtime.InteropServices;

namespace Plane.Dns.Server;

/// <summary>recvmmsg and sendmmsg of 64-bit Linux: many datagrams with one call, each with the address it was sent to.</summary>
internal static unsafe partial class Libc
{
    /// <summary>Blocks for the first datagram only.</summary>
    public const int WaitForOne = 0x10000;

    public const int BatchedMessageLength = 64;
    public const int Interrupted = 4;
    public const int TryAgain = 11;

    public static bool HasBatches { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int Receive(int socket, BatchedMessage* messages, uint count, int flags, nint timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int Send(int socket, BatchedMessage* messages, uint count, int flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: struct msghdr, which is padded to 56 bytes, and the length that was received or sent.</summary>
    [StructLayout(LayoutKind.Explicit, Size = BatchedMessageLength)]
    public struct BatchedMessage
    {
        [FieldOffset(0)]
        public byte* Name;

        [FieldOffset(8)]
        public uint NameLength;

        [FieldOffset(16)]
        public Piece* Pieces;

        [FieldOffset(24)]
        public nuint PieceCount;

        [FieldOffset(32)]
        public byte* Control;

        [FieldOffset(40)]
        public nuint ControlLength;

        [FieldOffset(48)]
        public int Flags;

        [FieldOffset(56)]
        public uint Length;
    }
}
