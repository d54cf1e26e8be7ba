using NATS.Client.Core;
using NATS.Client.JetStream.Delivery;

namespace NATS.Client.JetStream.Pull;

/// <summary>An endless pull: asks for more at the threshold and starts over when the server has forgotten it.</summary>
/// <param name="endWhenBroken">End where deliveries may have been lost, instead of starting over.</param>
internal sealed class ConsumeSession<T>(PullTarget target, PullPlan plan, Inbox<T> inbox, bool endWhenBroken, CancellationToken cancellationToken) : IAsyncDisposable
{
    private PullBudget _budget = new(plan.Max, plan.Threshold);
    private int _consecutive503;

    public static async ValueTask<ConsumeSession<T>> OpenAsync(PullTarget target, PullPlan plan, INatsDeserialize<T>? serializer, bool endWhenBroken, CancellationToken cancellationToken)
    {
        var inbox = await Inbox<T>.OpenAsync(target.Context.Connection, serializer, plan.Capacity, cancellationToken);
        return new ConsumeSession<T>(target, plan, inbox, endWhenBroken, cancellationToken);
    }

    /// <summary>The next message; null once cancelled or broken.</summary>
    public async ValueTask<NatsMsg<T>?> NextAsync()
    {
        try
        {
            await RefillAsync();
            while (true)
            {
                while (inbox.TryRead(out var msg))
                {
                    if (!PullStatus.Is(msg))
                    {
                        return await SpendAsync(msg);
                    }

                    await OnStatusAsync(msg);
                }

                if (!await WaitAsync())
                {
                    return await DrainAsync();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await DrainAsync();
        }
    }

    public ValueTask DisposeAsync() => inbox.DisposeAsync();

    private async ValueTask<NatsMsg<T>> SpendAsync(NatsMsg<T> msg)
    {
        _consecutive503 = 0;
        _budget.Spend(plan.InBytes ? msg.Size : 1);
        try
        {
            await RefillAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The message has been taken out of the inbox: it is still handed over.
            return msg;
        }

        return msg;
    }

    private async ValueTask<bool> WaitAsync()
    {
        switch (await inbox.WaitAsync(plan.Silence))
        {
            case Wake.Message:
                return true;
            case Wake.Cancelled:
                return false;
            case Wake.Ended:
                throw new NatsJSConnectionException("The connection under the consumer was closed.");
            case Wake.Silence:
                await NotifyAsync(NatsJSTimeoutNotification.Default);
                break;
            case Wake.Reconnected:
            default:
                break;
        }

        if (endWhenBroken)
        {
            return false;
        }

        _budget.Forget();
        await RefillAsync();
        return true;
    }

    private async ValueTask OnStatusAsync(NatsMsg<T> msg)
    {
        var verdict = PullStatus.Judge(msg);
        if (verdict == StatusVerdict.Heartbeat)
        {
            return;
        }

        if (verdict == StatusVerdict.Terminal)
        {
            throw PullStatus.Exception(msg.Headers!);
        }

        await NotifyAsync(PullStatus.Notification(msg.Headers));
        if (verdict == StatusVerdict.NoResponders && ++_consecutive503 >= (endWhenBroken ? 1 : plan.MaxConsecutive503Errors))
        {
            throw new NatsJSNoConsumerException(target);
        }

        var unserved = msg.Headers is null ? null : PullStatus.Unserved(msg.Headers, plan.InBytes);
        if (unserved is null)
        {
            _budget.Forget();
        }
        else
        {
            _budget.Spend(unserved.Value);
        }

        if (verdict != StatusVerdict.Expired)
        {
            await RetryPause.WaitAsync(Math.Max(1, _consecutive503), cancellationToken);
        }

        await RefillAsync();
    }

    private ValueTask RefillAsync()
        => _budget.TryRefill(out var amount) ? target.PullAsync(plan, amount, noWait: false, inbox.Subject, cancellationToken) : ValueTask.CompletedTask;

    private Task NotifyAsync(INatsJSNotification notification) => plan.NotificationHandler?.Invoke(notification, cancellationToken) ?? Task.CompletedTask;

    private async ValueTask<NatsMsg<T>?> DrainAsync()
    {
        if (!plan.DrainOnCancel || !cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        await inbox.UnsubscribeAsync();
        while (inbox.TryRead(out var msg))
        {
            if (!PullStatus.Is(msg))
            {
                return msg;
            }
        }

        return null;
    }
}
