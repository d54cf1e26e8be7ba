using NATS.Client.Core;

namespace Plane.Benchmarks.Nats;

/// <summary>The two measurements by our client; peer.mjs does the same.</summary>
internal sealed class StandInClient(string url, int payloadBytes, TimeProvider clock) : IAsyncDisposable
{
    // The JavaScript client queues without a bound; this is as much as fits into memory with ease.
    private readonly NatsConnection _near = new(new NatsOpts { Url = url, Name = "near" });
    private readonly NatsConnection _far = new(new NatsOpts { Url = url, Name = "far", SubPendingChannelCapacity = 1024 * 1024 });
    private readonly ReadOnlyMemory<byte> _payload = new byte[payloadBytes];

    public async Task<Measured> RoundTripsAsync(int warmUp, int count, CancellationToken cancellationToken)
    {
        await using var sub = await _far.SubscribeCoreAsync<ReadOnlyMemory<byte>>("bench.echo", cancellationToken: cancellationToken);
        var answering = Task.Run(() => AnswerAsync(sub, cancellationToken), cancellationToken);
        await _far.PingAsync(cancellationToken);
        await RequestAsync(warmUp, cancellationToken);
        var measured = await RequestAsync(count, cancellationToken);
        await sub.UnsubscribeAsync();
        await answering;
        return measured;
    }

    public async Task<Measured> ThroughputAsync(int count, CancellationToken cancellationToken)
    {
        await using var sub = await _far.SubscribeCoreAsync<ReadOnlyMemory<byte>>("bench.flow", opts: new NatsSubOpts { MaxMsgs = count }, cancellationToken: cancellationToken);
        await _far.PingAsync(cancellationToken);
        var start = clock.GetTimestamp();
        var reading = Task.Run(() => CountAsync(sub, cancellationToken), cancellationToken);
        for (var i = 0; i < count; i++)
        {
            await _near.PublishAsync("bench.flow", _payload, cancellationToken: cancellationToken);
        }

        var seen = await reading;
        return new Measured(seen / clock.GetElapsedTime(start).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
    }

    private static async Task AnswerAsync(INatsSub<ReadOnlyMemory<byte>> sub, CancellationToken cancellationToken)
    {
        while (await sub.Msgs.WaitToReadAsync(cancellationToken))
        {
            while (sub.Msgs.TryRead(out var msg))
            {
                await msg.ReplyAsync(msg.Data, cancellationToken: cancellationToken);
            }
        }
    }

    private static async Task<int> CountAsync(INatsSub<ReadOnlyMemory<byte>> sub, CancellationToken cancellationToken)
    {
        var seen = 0;
        while (await sub.Msgs.WaitToReadAsync(cancellationToken))
        {
            while (sub.Msgs.TryRead(out _))
            {
                seen++;
            }
        }

        return seen;
    }

    private async Task<Measured> RequestAsync(int count, CancellationToken cancellationToken)
    {
        var micros = new double[count];
        var start = clock.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var before = clock.GetTimestamp();
            await _near.RequestAsync<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>("bench.echo", _payload, cancellationToken: cancellationToken);
            micros[i] = clock.GetElapsedTime(before).TotalMicroseconds;
        }

        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        Array.Sort(micros);
        return new Measured(count / seconds, micros[count / 2], micros[count * 99 / 100]);
    }
}
