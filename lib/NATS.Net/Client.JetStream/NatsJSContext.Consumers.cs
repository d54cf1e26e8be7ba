using System.Runtime.CompilerServices;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;
using NATS.Client.JetStream.Ordered;
using NATS.Client.JetStream.Pull;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    public ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default)
        => SendConsumerAsync(stream, config, null, cancellationToken);

    public ValueTask<INatsJSConsumer> CreateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default)
        => SendConsumerAsync(stream, config, "create", cancellationToken);

    public ValueTask<INatsJSConsumer> UpdateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default)
        => SendConsumerAsync(stream, config, "update", cancellationToken);

    public async ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(string stream, NatsJSOrderedConsumerOpts? opts = default, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        opts ??= NatsJSOrderedConsumerOpts.Default;
        if (opts.FilterSubjects.Length > 1)
        {
            await NeedsServerAsync(2, 10, "More than one filter subject", cancellationToken);
        }

        return new OrderedConsumer(this, stream, opts);
    }

    public async ValueTask<INatsJSConsumer> GetConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default)
        => new PullConsumer(this, await ConsumerInfoAsync(stream, consumer, cancellationToken));

    public async IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(string stream, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        await foreach (var info in ListAsync<ConsumerListPage, ConsumerInfo>($"CONSUMER.LIST.{stream}", null, cancellationToken))
        {
            yield return new PullConsumer(this, info);
        }
    }

    public IAsyncEnumerable<string> ListConsumerNamesAsync(string stream, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        return ListAsync<NamesPage, string>($"CONSUMER.NAMES.{stream}", null, cancellationToken);
    }

    public async ValueTask<bool> DeleteConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default)
    {
        Names.CheckStream(stream);
        Names.CheckConsumer(consumer);
        var reply = await RequestAsync<StreamInfoRequest, SuccessReply>($"CONSUMER.DELETE.{stream}.{consumer}", null, cancellationToken);
        return reply.Success;
    }

    public async ValueTask<ConsumerPauseResponse> PauseConsumerAsync(string stream, string consumer, DateTimeOffset pauseUntil, CancellationToken cancellationToken = default)
        => await PauseAsync(stream, consumer, pauseUntil, cancellationToken);

    public async ValueTask<bool> ResumeConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default)
        => !(await PauseAsync(stream, consumer, null, cancellationToken)).IsPaused;

    internal ValueTask<ConsumerInfo> ConsumerInfoAsync(string stream, string consumer, CancellationToken cancellationToken)
    {
        Names.CheckStream(stream);
        Names.CheckConsumer(consumer);
        return RequestAsync<StreamInfoRequest, ConsumerInfo>($"CONSUMER.INFO.{stream}.{consumer}", null, cancellationToken);
    }

    internal async ValueTask UnpinAsync(string stream, string consumer, string group, CancellationToken cancellationToken)
    {
        await NeedsServerAsync(2, 11, "Unpinning a consumer", cancellationToken);
        await RequestAsync<UnpinRequest, SuccessReply>($"CONSUMER.UNPIN.{stream}.{consumer}", new UnpinRequest(group), cancellationToken);
    }

    private async ValueTask<ConsumerPauseResponse> PauseAsync(string stream, string consumer, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        Names.CheckStream(stream);
        Names.CheckConsumer(consumer);
        await NeedsServerAsync(2, 11, "Pausing a consumer", cancellationToken);
        return await RequestAsync<ConsumerPauseRequest, ConsumerPauseResponse>(
            $"CONSUMER.PAUSE.{stream}.{consumer}", new ConsumerPauseRequest(until), cancellationToken);
    }

    private async ValueTask<INatsJSConsumer> SendConsumerAsync(string stream, ConsumerConfig config, string? action, CancellationToken cancellationToken)
    {
        Names.CheckStream(stream);
        await CheckServerAsync(config, cancellationToken);
        var name = config.Name ?? config.DurableName;
        var verb = $"CONSUMER.CREATE.{stream}";
        if (!string.IsNullOrEmpty(name))
        {
            Names.CheckConsumer(name);
            config = config with { Name = name };
            verb = string.IsNullOrEmpty(config.FilterSubject) ? $"{verb}.{name}" : $"{verb}.{name}.{config.FilterSubject}";
        }

        var info = await RequestAsync<ConsumerCreateRequest, ConsumerInfo>(verb, new ConsumerCreateRequest(stream, config, action), cancellationToken);
        return new PullConsumer(this, info);
    }

    private async ValueTask CheckServerAsync(ConsumerConfig config, CancellationToken cancellationToken)
    {
        if (config.FilterSubjects is { Count: > 0 })
        {
            await NeedsServerAsync(2, 10, "A list of filter subjects", cancellationToken);
        }

        if (config.PauseUntil is not null || config.PriorityGroups is { Count: > 0 })
        {
            await NeedsServerAsync(2, 11, "Pausing and priority groups", cancellationToken);
        }
    }
}
