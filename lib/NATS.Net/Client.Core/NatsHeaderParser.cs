using System.Buffers;
using System.Text;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core;

/// <summary>Reads header blocks.</summary>
public class NatsHeaderParser
{
    private readonly Encoding _encoding;

    internal NatsHeaderParser(Encoding encoding) => _encoding = encoding;

    /// <summary>Adds the lines of a whole block to <paramref name="headers"/>; false when it is not a header block.</summary>
    internal bool ParseHeaders(SequenceReader<byte> reader, NatsHeaders headers)
    {
        var block = reader.UnreadSequence;
        return HeaderBlock.TryRead(block.IsSingleSegment ? block.FirstSpan : block.ToArray(), headers, _encoding);
    }
}
