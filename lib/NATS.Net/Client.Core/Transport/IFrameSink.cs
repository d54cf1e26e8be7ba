using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>Where the frames of a link go.</summary>
internal interface IFrameSink
{
    /// <summary>The buffer is valid until the returned task has completed; a task that is not holds up the link.</summary>
    ValueTask TakeAsync(byte[] buffer, in ServerFrame frame, ReadyQueue ready);
}
