using System.IO.Pipelines;
using Plane.Drone.Routing;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>A connection's two pipes, which note when bytes go through. Nothing is awaited and nothing allocated here: data that was read is marked when the server lets go of it.</summary>
internal sealed class MarkedPipe(IDuplexPipe inner, LastByte bytes) : IDuplexPipe
{
    public PipeReader Input { get; } = new Reader(inner.Input, bytes);

    public PipeWriter Output { get; } = new Writer(inner.Output, bytes);

    private sealed class Reader(PipeReader inner, LastByte bytes) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed)
        {
            bytes.Mark();
            inner.AdvanceTo(consumed);
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            bytes.Mark();
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) => inner.ReadAtLeastAsync(minimumSize, cancellationToken);
    }

    private sealed class Writer(PipeWriter inner, LastByte bytes) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int count) => inner.Advance(count);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            bytes.Mark();
            return inner.FlushAsync(cancellationToken);
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            bytes.Mark();
            return inner.WriteAsync(source, cancellationToken);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
    }
}
