using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Delivery;
using NATS.Client.JetStream.Models;
using NATS.Client.JetStream.Pull;

namespace NATS.Client.JetStream.Ordered;

/// <summary>
/// Reads a stream through short-lived pull consumers: whenever a delivery is missing, it makes a new one that begins
/// behind the last message it has handed out. One operation at a time.
/// </summary>
internal sealed class OrderedConsumer(NatsJSContext context, string stream, NatsJSOrderedConsumerOpts opts) : INatsJSConsumer
{
    private readonly OrderedPosition _position = new();
    private PullConsumer? _current;
    private bool _existed;

    public ConsumerInfo Info => _current?.Info ?? new ConsumerInfo { StreamName = stream };

    public async IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSConsumeOpts? opts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var plan = PullPlan.From(opts ?? context.Opts.DefaultConsumeOpts);
        while (await TryMakeAsync(cancellationToken) is { } target)
        {
            await using var session = await ConsumeSession<T>.OpenAsync(target, plan, serializer, endWhenBroken: true, cancellationToken);
            while (await NextOrResetAsync(session.NextAsync()) is { } msg)
            {
                yield return new DeliveredMsg<T>(msg, context);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await ForgetAsync();
        }

        await ForgetAsync();
    }

    public async ValueTask<INatsJSMsg<T>?> NextAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSNextOpts? opts = default, CancellationToken cancellationToken = default)
    {
        await foreach (var msg in FetchAsync(PullPlan.From(opts ?? context.Opts.DefaultNextOpts), serializer, noWait: false, cancellationToken))
        {
            return msg;
        }

        return null;
    }

    public IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => FetchAsync(PullPlan.From(opts), serializer, noWait: false, cancellationToken);

    public IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => FetchAsync(PullPlan.From(opts), serializer, noWait: true, cancellationToken);

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default)
        => _current?.RefreshAsync(cancellationToken) ?? throw new NatsJSException("An ordered consumer exists on the server only once it is read.");

    public ValueTask UnpinAsync(string group, CancellationToken cancellationToken = default)
        => throw new NatsJSException("An ordered consumer has no priority groups.");

    private async IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(PullPlan plan, INatsDeserialize<T>? serializer, bool noWait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var again = true;
        for (var left = plan.Max; left > 0 && again;)
        {
            var target = await MakeAsync(cancellationToken);
            await using var session = await FetchSession<T>.OpenAsync(target, plan.Rest(left), serializer, noWait, cancellationToken);
            while (await NextOrResetAsync(session.NextAsync()) is { } msg)
            {
                left -= plan.InBytes ? msg.Size : 1;
                yield return new DeliveredMsg<T>(msg, context);
            }

            again = session.Broken || _current is null;
            if (session.Broken)
            {
                await ForgetAsync();
            }
        }
    }

    /// <summary>The next message, or null when the reading has to go on with a new consumer.</summary>
    private async ValueTask<NatsMsg<T>?> NextOrResetAsync<T>(ValueTask<NatsMsg<T>?> next)
    {
        NatsMsg<T>? msg;
        try
        {
            msg = await next;
        }
        catch (NatsJSProtocolException e) when (e.HeaderCode is 404 or 409)
        {
            _current = null;
            return null;
        }
        catch (NatsJSNoConsumerException)
        {
            _current = null;
            return null;
        }

        if (msg is { } delivered && AckSubject.TryParse(delivered.ReplyTo, out var numbers) && !_position.TryAccept(numbers))
        {
            await ForgetAsync();
            return null;
        }

        return msg;
    }

    private async ValueTask<PullTarget?> TryMakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await MakeAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<PullTarget> MakeAsync(CancellationToken cancellationToken)
    {
        for (var attempts = 1; _current is null; attempts++)
        {
            try
            {
                _current = (PullConsumer)await context.CreateOrUpdateConsumerAsync(stream, Config(), cancellationToken);
                _position.OnConsumerMade();
                if (!_existed && opts.DeliverPolicy == ConsumerConfigDeliverPolicy.New)
                {
                    _position.BeginAfter(_current.Info.Delivered.StreamSeq);
                }

                _existed = true;
            }
            catch (Exception e) when (ResetRule.IsWorthAnother(e, attempts, _existed) && (opts.MaxResetAttempts < 0 || attempts < opts.MaxResetAttempts))
            {
                await RetryPause.WaitAsync(attempts, cancellationToken);
            }
        }

        return _current.Target;
    }

    private async ValueTask ForgetAsync()
    {
        if (_current is not { } consumer)
        {
            return;
        }

        _current = null;
        await ConsumerRemoval.TryAsync(context, stream, consumer.Target.Consumer);
    }

    private ConsumerConfig Config()
    {
        var resumes = _position.StreamSequence > 0;
        var policy = resumes ? ConsumerConfigDeliverPolicy.ByStartSequence : opts.DeliverPolicy;
        return new ConsumerConfig
        {
            Name = OrderedName.Next(),
            DeliverPolicy = policy,
            OptStartSeq = resumes ? _position.StreamSequence + 1 : opts.OptStartSeq,
            OptStartTime = resumes ? default : opts.OptStartTime,
            AckPolicy = ConsumerConfigAckPolicy.None,
            ReplayPolicy = opts.ReplayPolicy,
            InactiveThreshold = opts.InactiveThreshold,
            HeadersOnly = opts.HeadersOnly,
            MaxDeliver = 1,
            MemStorage = true,
            NumReplicas = 1,
            FilterSubject = opts.FilterSubjects.Length == 1 ? opts.FilterSubjects[0] : null,
            FilterSubjects = opts.FilterSubjects.Length > 1 ? opts.FilterSubjects : null,
        };
    }
}
