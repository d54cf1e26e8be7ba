using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Api;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>One stream of a context.</summary>
public class NatsJSStream : INatsJSStream
{
    private readonly NatsJSContext _context;
    private readonly string _name;
    private volatile bool _deleted;

    internal NatsJSStream(NatsJSContext context, StreamInfo info)
    {
        _context = context;
        _name = info.Config.Name ?? throw new NatsJSException("The server told a stream without its name.");
        Info = info;
    }

    public StreamInfo Info { get; private set; }

    private string Name => _deleted ? throw new NatsJSException($"Stream {_name} was deleted.") : _name;

    public async ValueTask<bool> DeleteAsync(CancellationToken cancellationToken = default)
        => _deleted = await _context.DeleteStreamAsync(Name, cancellationToken);

    public ValueTask<StreamPurgeResponse> PurgeAsync(StreamPurgeRequest request, CancellationToken cancellationToken = default)
        => _context.PurgeStreamAsync(Name, request, cancellationToken);

    public ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(StreamMsgDeleteRequest request, CancellationToken cancellationToken = default)
        => _context.DeleteMessageAsync(Name, request, cancellationToken);

    public async ValueTask UpdateAsync(StreamConfig request, CancellationToken cancellationToken = default)
        => Info = (await _context.UpdateStreamAsync(request with { Name = Name }, cancellationToken)).Info;

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default)
        => Info = await _context.StreamInfoAsync(Name, null, cancellationToken);

    public ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(ConsumerConfig config, CancellationToken cancellationToken = default)
        => _context.CreateOrUpdateConsumerAsync(Name, config, cancellationToken);

    public ValueTask<INatsJSConsumer> CreateConsumerAsync(ConsumerConfig config, CancellationToken cancellationToken = default)
        => _context.CreateConsumerAsync(Name, config, cancellationToken);

    public ValueTask<INatsJSConsumer> UpdateConsumerAsync(ConsumerConfig config, CancellationToken cancellationToken = default)
        => _context.UpdateConsumerAsync(Name, config, cancellationToken);

    public ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(NatsJSOrderedConsumerOpts? opts = default, CancellationToken cancellationToken = default)
        => _context.CreateOrderedConsumerAsync(Name, opts, cancellationToken);

    public ValueTask<INatsJSConsumer> GetConsumerAsync(string consumer, CancellationToken cancellationToken = default)
        => _context.GetConsumerAsync(Name, consumer, cancellationToken);

    public IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(CancellationToken cancellationToken = default)
        => _context.ListConsumersAsync(Name, cancellationToken);

    public IAsyncEnumerable<string> ListConsumerNamesAsync(CancellationToken cancellationToken = default)
        => _context.ListConsumerNamesAsync(Name, cancellationToken);

    public ValueTask<bool> DeleteConsumerAsync(string consumer, CancellationToken cancellationToken = default)
        => _context.DeleteConsumerAsync(Name, consumer, cancellationToken);

    public ValueTask<ConsumerPauseResponse> PauseConsumerAsync(string consumer, DateTimeOffset pauseUntil, CancellationToken cancellationToken = default)
        => _context.PauseConsumerAsync(Name, consumer, pauseUntil, cancellationToken);

    public ValueTask<bool> ResumeConsumerAsync(string consumer, CancellationToken cancellationToken = default)
        => _context.ResumeConsumerAsync(Name, consumer, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NatsMsg<T>> GetDirectAsync<T>(StreamMsgGetRequest request, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
    {
        var msg = await _context.Connection.RequestAsync(
            $"{_context.Opts.Prefix}.DIRECT.GET.{Name}",
            request,
            null,
            ApiSerializer<StreamMsgGetRequest>.Request,
            serializer ?? _context.Connection.Opts.SerializerRegistry.GetDeserializer<T>(),
            null,
            _context.ReplyOpts,
            cancellationToken);
        return msg.HasNoResponders ? throw new NatsNoRespondersException() : msg;
    }

    public ValueTask<StreamMsgGetResponse> GetAsync(StreamMsgGetRequest request, CancellationToken cancellationToken = default)
        => _context.RequestAsync<StreamMsgGetRequest, StreamMsgGetResponse>($"STREAM.MSG.GET.{Name}", request, cancellationToken);
}
