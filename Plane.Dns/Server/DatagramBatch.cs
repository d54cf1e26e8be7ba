using System.Runtime.InteropServices;

namespace Plane.Dns.Server;

/// <summary>Memory for one call's worth of datagrams and their answers, outside the collector's reach.</summary>
internal sealed unsafe class DatagramBatch : IDisposable
{
    /// <summary>Longer queries are cut by the kernel, and malformed then.</summary>
    private const int QueryLength = 2048;

    private const int NameLength = 28;
    private const int ControlLength = 64;
    private const int PacketInfo4 = 8;
    private const int PacketInfo6 = 50;
    private readonly int _answerLength;
    private readonly byte* _memory;
    private readonly Libc.BatchedMessage* _received;
    private readonly Libc.BatchedMessage* _answers;
    private readonly Libc.Piece* _pieces;
    private readonly byte* _names;
    private readonly byte* _controls;
    private readonly byte* _queries;
    private readonly byte* _output;

    /// <param name="answerLength">Bytes of the longest answer.</param>
    /// <param name="wantsAddress">The socket tells which address each datagram was sent to, and answers must come from there.</param>
    public DatagramBatch(int size, int answerLength, bool wantsAddress)
    {
        Size = size;
        WantsAddress = wantsAddress;
        _answerLength = answerLength;
        var each = (2 * Libc.BatchedMessageLength) + (2 * sizeof(Libc.Piece)) + NameLength + 4 + ControlLength + QueryLength + answerLength;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(size * each), 64);
        NativeMemory.Clear(_memory, (nuint)(size * each));
        _received = (Libc.BatchedMessage*)_memory;
        _answers = (Libc.BatchedMessage*)((byte*)_received + (size * Libc.BatchedMessageLength));
        _pieces = (Libc.Piece*)((byte*)_answers + (size * Libc.BatchedMessageLength));
        _controls = (byte*)(_pieces + (2 * size));
        _queries = _controls + (size * ControlLength);
        _names = _queries + (size * QueryLength);
        _output = _names + (size * (NameLength + 4));
    }

    public int Size { get; }

    /// <summary>Answers made so far.</summary>
    public int Pending { get; private set; }

    private bool WantsAddress { get; }

    /// <returns>How many came; below zero for an error, which is in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    public int Receive(int socket)
    {
        for (var i = 0; i < Size; i++)
        {
            _pieces[i] = new Libc.Piece { Base = _queries + (i * QueryLength), Length = QueryLength };
            _received[i] = new Libc.BatchedMessage
            {
                Name = NameOf(i),
                NameLength = NameLength,
                Pieces = _pieces + i,
                PieceCount = 1,
                Control = WantsAddress ? _controls + (i * ControlLength) : null,
                ControlLength = (nuint)(WantsAddress ? ControlLength : 0),
            };
        }

        Pending = 0;
        return Libc.Receive(socket, _received, (uint)Size, Libc.WaitForOne, 0);
    }

    /// <summary>One of the datagrams received last.</summary>
    public ReadOnlySpan<byte> Query(int index) => new(_queries + (index * QueryLength), (int)Math.Min(_received[index].Length, QueryLength));

    /// <summary>Its sender, 4 or 16 bytes.</summary>
    public ReadOnlySpan<byte> Client(int index) =>
        MemoryMarshal.Read<ushort>(new ReadOnlySpan<byte>(NameOf(index), 2)) == (ushort)AddressFamilies.Inet6 ? new(NameOf(index) + 8, 16) : new(NameOf(index) + 4, 4);

    /// <summary>Room for the next answer.</summary>
    public Span<byte> Output() => new(_output + (Pending * _answerLength), _answerLength);

    /// <summary>What stands in <see cref="Output"/> goes to the sender of a datagram, from the address that it was sent to.</summary>
    public void Answer(int index, int length)
    {
        var piece = _pieces + Size + Pending;
        *piece = new Libc.Piece { Base = _output + (Pending * _answerLength), Length = (nuint)length };
        ref var from = ref _received[index];
        ForgetInterface(from);
        _answers[Pending++] = new Libc.BatchedMessage
        {
            Name = from.Name,
            NameLength = from.NameLength,
            Pieces = piece,
            PieceCount = 1,
            Control = from.ControlLength > 0 ? from.Control : null,
            ControlLength = from.ControlLength,
        };
    }

    /// <summary>Sends what is pending.</summary>
    /// <returns>How many answers could not be sent.</returns>
    public int Send(int socket)
    {
        var (sent, failed) = (0, 0);
        while (sent < Pending)
        {
            var done = Libc.Send(socket, _answers + sent, (uint)(Pending - sent), 0);
            if (done > 0)
            {
                sent += done;
            }
            else if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                // The first of the rest cannot be sent (no route, no buffer): the others are other people's.
                sent++;
                failed++;
            }
        }

        return failed;
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    private byte* NameOf(int index) => _names + (index * (NameLength + 4));

    /// <summary>The way back is the routing table's choice, as for any answer; only link-local addresses mean nothing without their interface.</summary>
    private static void ForgetInterface(in Libc.BatchedMessage message)
    {
        const int HeaderLength = 16;
        if (message.ControlLength < HeaderLength + 12)
        {
            return;
        }

        var data = message.Control + HeaderLength;
        var type = *(int*)(message.Control + 12);
        if (type == PacketInfo4)
        {
            *(int*)data = 0;
        }
        else if (type == PacketInfo6 && !(data[0] == 0xFE && (data[1] & 0xC0) == 0x80))
        {
            *(int*)(data + 16) = 0;
        }
    }

    /// <summary>Linux's numbers.</summary>
    private enum AddressFamilies : ushort
    {
        Inet6 = 10,
    }
}
