using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Delivery;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Pull;

/// <summary>A consumer that exists on the server under its name.</summary>
internal sealed class PullConsumer(NatsJSContext context, ConsumerInfo info) : INatsJSConsumer
{
    private readonly PullTarget _target = new(
        context,
        info.StreamName ?? throw new NatsJSException("The server told a consumer without its stream."),
        info.Name ?? throw new NatsJSException("The server told a consumer without its name."));

    public ConsumerInfo Info { get; private set; } = info;

    internal PullTarget Target => _target;

    public async IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSConsumeOpts? opts = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var plan = PullPlan.From(opts ?? context.Opts.DefaultConsumeOpts);
        await using var session = await ConsumeSession<T>.OpenAsync(_target, plan, serializer, endWhenBroken: false, cancellationToken);
        while (await session.NextAsync() is { } msg)
        {
            yield return new DeliveredMsg<T>(msg, context);
        }
    }

    public async ValueTask<INatsJSMsg<T>?> NextAsync<T>(INatsDeserialize<T>? serializer = default, NatsJSNextOpts? opts = default, CancellationToken cancellationToken = default)
    {
        var plan = PullPlan.From(opts ?? context.Opts.DefaultNextOpts);
        await using var session = await FetchSession<T>.OpenAsync(_target, plan, serializer, noWait: false, cancellationToken);
        return await session.NextAsync() is { } msg ? new DeliveredMsg<T>(msg, context) : null;
    }

    public IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => FetchAsync(PullPlan.From(opts), serializer, noWait: false, cancellationToken);

    public IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(NatsJSFetchOpts opts, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => FetchAsync(PullPlan.From(opts), serializer, noWait: true, cancellationToken);

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
        => Info = await context.ConsumerInfoAsync(_target.Stream, _target.Consumer, cancellationToken);

    public ValueTask UnpinAsync(string group, CancellationToken cancellationToken = default)
        => context.UnpinAsync(_target.Stream, _target.Consumer, group, cancellationToken);

    private async IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(PullPlan plan, INatsDeserialize<T>? serializer, bool noWait, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var session = await FetchSession<T>.OpenAsync(_target, plan, serializer, noWait, cancellationToken);
        while (await session.NextAsync() is { } msg)
        {
            yield return new DeliveredMsg<T>(msg, context);
        }
    }
}
