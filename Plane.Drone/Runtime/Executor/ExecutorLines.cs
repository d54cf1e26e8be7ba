using System.Buffers;

namespace Plane.Drone.Runtime.Executor;

/// <summary>Cuts what an executor sends into lines. IO-free; what it holds of an unfinished line is bounded.</summary>
internal sealed class ExecutorLines
{
    /// <summary>In bytes. No message of the protocol comes near it.</summary>
    public const int MaxLine = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _partial = new();
    private bool _isTooLong;

    /// <returns>Whole lines without their end, each good until the next is taken; null for one that was too long, which is thrown away.</returns>
    public IEnumerable<ReadOnlyMemory<byte>?> Add(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            Keep(part.Span);
            if (end < 0)
            {
                yield break;
            }

            yield return _isTooLong ? default(ReadOnlyMemory<byte>?) : _partial.WrittenMemory;
            _partial.ResetWrittenCount();
            _isTooLong = false;
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        _isTooLong |= _partial.WrittenCount + part.Length > MaxLine;
        if (_isTooLong)
        {
            _partial.ResetWrittenCount();
        }
        else
        {
            _partial.Write(part);
        }
    }
}
