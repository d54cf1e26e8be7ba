using NATS.Client.Core;
using NATS.Client.JetStream.Delivery;

namespace NATS.Client.JetStream.Pull;

/// <summary>One pull and what comes of it.</summary>
internal sealed class FetchSession<T>(PullTarget target, PullPlan plan, Inbox<T> inbox, bool noWait, CancellationToken cancellationToken) : IAsyncDisposable
{
    private int _left = plan.Max;
    private bool _asked;

    /// <summary>The pull may have ended without a word of the server.</summary>
    public bool Broken { get; private set; }

    public static async ValueTask<FetchSession<T>> OpenAsync(PullTarget target, PullPlan plan, INatsDeserialize<T>? serializer, bool noWait, CancellationToken cancellationToken)
    {
        var inbox = await Inbox<T>.OpenAsync(target.Context.Connection, serializer, plan.Capacity, cancellationToken);
        return new FetchSession<T>(target, plan, inbox, noWait, cancellationToken);
    }

    /// <summary>The next message; null when the pull is over.</summary>
    public async ValueTask<NatsMsg<T>?> NextAsync()
    {
        if (!_asked)
        {
            _asked = true;
            await target.PullAsync(plan, plan.Max, noWait, inbox.Subject, cancellationToken);
        }

        while (_left > 0)
        {
            while (inbox.TryRead(out var msg))
            {
                if (!PullStatus.Is(msg))
                {
                    _left -= plan.InBytes ? msg.Size : 1;
                    return msg;
                }

                if (await EndsAsync(msg))
                {
                    _left = 0;
                    return null;
                }
            }

            if (!await WaitAsync())
            {
                return null;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => inbox.DisposeAsync();

    private async ValueTask<bool> WaitAsync()
    {
        switch (await inbox.WaitAsync(plan.Silence))
        {
            case Wake.Message:
                return true;
            case Wake.Cancelled:
                throw new OperationCanceledException(cancellationToken);
            case Wake.Ended:
                throw new NatsJSConnectionException("The connection under the consumer was closed.");
            case Wake.Silence:
            case Wake.Reconnected:
            default:
                Broken = true;
                await NotifyAsync(NatsJSTimeoutNotification.Default);
                return false;
        }
    }

    private async ValueTask<bool> EndsAsync(NatsMsg<T> msg)
    {
        switch (PullStatus.Judge(msg))
        {
            case StatusVerdict.Heartbeat:
                return false;
            case StatusVerdict.Terminal:
                throw PullStatus.Exception(msg.Headers!);
            case StatusVerdict.NoResponders:
                throw new NatsJSNoConsumerException(target);
            case StatusVerdict.Interrupted:
                // A message too big for what is left will not fit next time either.
                Broken = msg.Headers!.Message != NatsHeaders.Messages.MessageSizeExceedsMaxBytes;
                break;
            case StatusVerdict.Expired:
            default:
                break;
        }

        await NotifyAsync(PullStatus.Notification(msg.Headers));
        return true;
    }

    private Task NotifyAsync(INatsJSNotification notification) => plan.NotificationHandler?.Invoke(notification, cancellationToken) ?? Task.CompletedTask;
}
