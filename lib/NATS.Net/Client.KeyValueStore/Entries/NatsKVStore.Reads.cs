using System.Buffers;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace NATS.Client.KeyValueStore.Entries;

internal sealed partial class NatsKVStore
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NatsKVEntry<T>> GetEntryAsync<T>(string key, ulong revision = default, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => OrThrow(await ReadAsync(key, revision, serializer, cancellationToken));

    public ValueTask<NatsResult<NatsKVEntry<T>>> TryGetEntryAsync<T>(string key, ulong revision = default, INatsDeserialize<T>? serializer = default, CancellationToken cancellationToken = default)
        => ReadAsync(key, revision, serializer, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<NatsResult<NatsKVEntry<T>>> ReadAsync<T>(string key, ulong revision, INatsDeserialize<T>? serializer, CancellationToken cancellationToken)
    {
        if (KeyRule.Fault(key) is { } fault)
        {
            return fault;
        }

        var subject = _prefix + key;
        var request = revision == 0 ? new StreamMsgGetRequest { LastBySubj = subject } : new StreamMsgGetRequest { Seq = revision };
        if (!_direct)
        {
            return await ReadFromLeaderAsync(key, request, serializer, cancellationToken);
        }

        var msg = await DirectAsync(request, serializer, cancellationToken);
        return msg.Headers switch
        {
            { Code: 404 } => new NatsKVKeyNotFoundException(),
            { Code: > 0 } headers => new NatsKVException($"Direct get: {headers.Code} {headers.MessageText}"),
            null => new NatsKVException("A direct get answered without headers."),
            { } headers when !EntryHeaders.IsOf(headers, subject) => new NatsKVKeyNotFoundException(),
            { } headers => Alive(new NatsKVEntry<T>(Bucket, key)
            {
                Value = msg.Data,
                Revision = EntryHeaders.SequenceOf(headers),
                Created = EntryHeaders.TimeOf(headers),
                Operation = EntryHeaders.OperationOf(headers),
                Error = msg.Error,
            }),
        };
    }

    private static NatsResult<NatsKVEntry<T>> Alive<T>(in NatsKVEntry<T> entry)
        => entry.Operation == NatsKVOperation.Put ? entry : new NatsKVKeyDeletedException(entry.Revision);

    private ValueTask<NatsMsg<T>> DirectAsync<T>(StreamMsgGetRequest request, INatsDeserialize<T>? serializer, CancellationToken cancellationToken)
    {
        if (!_opts.UseDirectGetApiWithKeysInSubject || request.LastBySubj is not { } subject)
        {
            return _stream.GetDirectAsync(request, serializer, cancellationToken);
        }

        return Connection.RequestAsync<byte[], T>(
            $"{JetStreamContext.Opts.Prefix}.DIRECT.GET.{_stream.Info.Config.Name}.{subject}",
            null,
            replySerializer: serializer,
            replyOpts: new NatsSubOpts { Timeout = JetStreamContext.Opts.RequestTimeout },
            cancellationToken: cancellationToken);
    }

    /// <summary>For buckets made without direct get.</summary>
    private async ValueTask<NatsResult<NatsKVEntry<T>>> ReadFromLeaderAsync<T>(string key, StreamMsgGetRequest request, INatsDeserialize<T>? serializer, CancellationToken cancellationToken)
    {
        StoredMessage message;
        try
        {
            message = (await _stream.GetAsync(request, cancellationToken)).Message;
        }
        catch (NatsJSApiException e) when (e.Error.Code == 404)
        {
            return new NatsKVKeyNotFoundException();
        }

        if (message.Subject != _prefix + key)
        {
            return new NatsKVKeyNotFoundException();
        }

        var headers = Headers(message);
        var operation = EntryHeaders.OperationOf(headers);
        serializer ??= Connection.Opts.SerializerRegistry.GetDeserializer<T>();
        return Alive(new NatsKVEntry<T>(Bucket, key)
        {
            Value = operation == NatsKVOperation.Put ? serializer.Deserialize(new ReadOnlySequence<byte>(message.Data)) : default,
            Revision = message.Seq,
            Created = message.Time,
            Operation = operation,
            Error = headers?.Error,
        });
    }

    private NatsHeaders? Headers(StoredMessage message)
    {
        if (message.Hdrs is null)
        {
            return null;
        }

        var headers = new NatsHeaders();
        var block = new ReadOnlySequence<byte>(Convert.FromBase64String(message.Hdrs));
        return Connection.HeaderParser.ParseHeaders(new SequenceReader<byte>(block), headers)
            ? headers
            : throw new NatsKVException("The headers of a stored entry cannot be read.");
    }
}
