using System.Threading.Channels;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Routing;
using NATS.Client.Core.Transport;

namespace NATS.Client.Core;

/// <summary>A subscription with a bounded queue of messages read as <typeparamref name="T"/>.</summary>
public sealed class NatsSub<T> : NatsSubBase, INatsSub<T>
{
    private readonly MessageQueue<T> _queue;
    private readonly INatsDeserialize<T> _deserializer;
    private readonly int _caughtUp;

    internal NatsSub(NatsConnection connection, string subject, string? queueGroup, INatsDeserialize<T> deserializer, NatsSubOpts? opts, CancellationToken cancellationToken)
        : base(connection, subject, queueGroup, opts, cancellationToken)
    {
        _deserializer = deserializer;
        var bounds = connection.GetBoundedChannelOpts(opts?.ChannelOpts);
        _queue = new MessageQueue<T>(bounds);
        _caughtUp = bounds.Capacity / 2;
        if (cancellationToken.IsCancellationRequested)
        {
            // The registration called back before there was a queue.
            _queue.Complete();
        }
    }

    /// <summary>Messages in order of arrival; completes when the subscription ends.</summary>
    public ChannelReader<NatsMsg<T>> Msgs => _queue;

    internal override ValueTask DeliverAsync(byte[] buffer, in ServerFrame frame, SubjectCache subjects, ReadyQueue ready)
    {
        MessageArrived();
        var subjectBytes = frame.Subject.Of(buffer);
        var subject = subjectBytes.SequenceEqual(SubjectBytes) ? Subject : subjects.Get(subjectBytes);
        var msg = MessageReader.Read(buffer, frame, subject, Connection, _deserializer);
        if (msg.IsEmpty && EndsWith(msg))
        {
            return ValueTask.CompletedTask;
        }

        if (IsSlow && _queue.Count <= _caughtUp)
        {
            IsSlow = false;
        }

        switch (_queue.Enqueue(msg, ready, out var dropped))
        {
            case QueueResult.Full:
                return WaitAndEnqueueAsync(msg);
            case QueueResult.Dropped:
                Connection.OnMessageDropped(this, _queue.Count, dropped);
                break;
            default:
                break;
        }

        MessageQueued();
        return ValueTask.CompletedTask;
    }

    private protected override void CompleteQueue() => _queue?.Complete();

    private bool EndsWith(in NatsMsg<T> msg)
    {
        if (msg.HasNoResponders && Opts?.ThrowIfNoResponders == true)
        {
            End(NatsSubEndReason.Exception, new NatsNoRespondersException());
            return true;
        }

        if (Opts?.StopOnEmptyMsg == true)
        {
            End(NatsSubEndReason.EmptyMsg);
            return true;
        }

        return false;
    }

    private async ValueTask WaitAndEnqueueAsync(NatsMsg<T> msg)
    {
        var ready = new ReadyQueue();
        do
        {
            await _queue.WaitForRoomAsync();
        }
        while (_queue.Enqueue(msg, ready, out _) == QueueResult.Full);

        ready.Schedule();
        MessageQueued();
    }
}
