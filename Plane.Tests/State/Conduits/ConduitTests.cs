using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NATS.Client.Core;
using Peers;
using Plane.State.Conduits;

namespace Plane.Tests.State.Conduits;

/// <summary>Conduits over a real server, one end of which is reached through a line that can break.</summary>
public sealed class ConduitTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly ConduitTimings Timings = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));
    private NatsServer _server = null!;
    private TcpRelay _line = null!;
    private readonly List<NatsConnection> _connections = [];

    public async Task InitializeAsync()
    {
        _server = await NatsServer.StartAsync();
        _line = TcpRelay.To(_server.Port);
        foreach (var url in new[] { _server.Url, $"nats://127.0.0.1:{_line.Port}" })
        {
            var connection = new NatsConnection(new NatsOpts { Url = url });
            _connections.Add(connection);
            await connection.ConnectAsync();
        }
    }

    public async Task DisposeAsync()
    {
        _line.Thaw();
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _line.DisposeAsync();
        await _server.DisposeAsync();
    }

    [PeerFact]
    public async Task Everything_arrives_both_ways_in_order_and_the_end_is_heard()
    {
        var before = await SubscriptionsAsync();
        var (near, far) = await OpenAsync();
        var sending = Task.WhenAll(SendNumbersAsync(near, 5000), SendNumbersAsync(far, 5000));

        await Task.WhenAll(ReceiveNumbersAsync(near, 5000), ReceiveNumbersAsync(far, 5000)).WaitAsync(Limit);
        await sending;
        await near.DisposeAsync();

        Assert.Null(await far.ReceiveAsync(CancellationToken.None).WaitAsync(Limit));
        await far.DisposeAsync();
        await Poll.UntilAsync(async () => await SubscriptionsAsync() == before, Limit, "no subscription to be left");
    }

    [PeerFact]
    public async Task Nothing_is_lost_or_doubled_where_the_line_breaks_meanwhile()
    {
        var (near, far) = await OpenAsync();
        var payload = RandomNumberGenerator.GetBytes(20_000_000);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sending = SendAsync(near, payload);

        var (received, breaks) = (0, 0);
        while (await far.ReceiveAsync(CancellationToken.None).WaitAsync(Limit) is { Content: ConduitContent.Bytes } message)
        {
            hash.AppendData(message.Payload.Span);
            received += message.Payload.Length;
            if (received > (breaks + 1) * 4_000_000)
            {
                breaks++;
                _line.Break();
            }
        }

        await sending;
        Assert.Equal(4, breaks);
        Assert.Equal(payload.Length, received);
        Assert.Equal(SHA256.HashData(payload), hash.GetHashAndReset());
        await far.DisposeAsync();
        await near.DisposeAsync();
    }

    [PeerFact]
    public async Task A_receiver_that_waits_holds_its_sender_and_still_hears_an_abort()
    {
        var (near, far) = await OpenAsync();
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (; ; sent++)
            {
                await near.SendAsync(ConduitContent.Bytes, new byte[1000], CancellationToken.None);
            }
        });
        await far.ReceiveAsync(CancellationToken.None).WaitAsync(Limit);
        await Poll.UntilAsync(async () => await StandsStillAsync(() => sent), Limit, "the sender to wait");

        Assert.InRange(sent, 1, SendWindow.Size / 1000 * 2);
        var aborting = near.AbortAsync();
        await far.Aborted.WaitAsync(Limit);
        Assert.False(aborting.IsCompleted);
        await far.DisposeAsync();

        Assert.True(await aborting.WaitAsync(Limit));
        await near.DisposeAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [PeerFact]
    public async Task An_end_that_falls_silent_is_gone_for_the_other()
    {
        var (near, far) = await OpenAsync();
        _line.Freeze();

        var receiving = await Assert.ThrowsAsync<ConduitBrokenException>(() => near.ReceiveAsync(CancellationToken.None).WaitAsync(Limit));
        await Assert.ThrowsAsync<ConduitBrokenException>(() => near.SendAsync(ConduitContent.Bytes, "x"u8.ToArray(), CancellationToken.None));
        await Assert.ThrowsAsync<ConduitBrokenException>(() => far.ReceiveAsync(CancellationToken.None).WaitAsync(Limit));

        Assert.Equal("the other end is silent", receiving.Message);
        Assert.True(near.Gone.IsCompleted && far.Gone.IsCompleted);
        Assert.False(await near.AbortAsync());
        _line.Thaw();
        await far.DisposeAsync();
        await near.DisposeAsync();
    }

    private static async Task SendAsync(Conduit conduit, byte[] payload)
    {
        await conduit.SendAsync(ConduitContent.Bytes, payload, CancellationToken.None);
        await conduit.SendAsync(ConduitContent.EndOfBytes, default, CancellationToken.None);
    }

    private static async Task SendNumbersAsync(Conduit conduit, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await conduit.SendAsync(ConduitContent.Bytes, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)), CancellationToken.None);
        }
    }

    private static async Task ReceiveNumbersAsync(Conduit conduit, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var message = await conduit.ReceiveAsync(CancellationToken.None);
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(message!.Value.Payload.Span));
        }
    }

    private static async Task<bool> StandsStillAsync(Func<int> count)
    {
        var before = count();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await timer.WaitForNextTickAsync();
        return count() == before && before > 0;
    }

    private async Task<(Conduit Near, Conduit Far)> OpenAsync()
    {
        var id = Guid.NewGuid().ToString("N");
        return (
            await Conduit.ListenAsync(_connections[0], $"{id}.near", $"{id}.far", Timings, TimeProvider.System, CancellationToken.None),
            await Conduit.ListenAsync(_connections[1], $"{id}.far", $"{id}.near", Timings, TimeProvider.System, CancellationToken.None));
    }

    private async Task<int> SubscriptionsAsync()
    {
        using var http = new HttpClient();
        return JsonElement.Parse(await http.GetStringAsync(new Uri(_server.MonitorUrl, "/varz"))).GetProperty("subscriptions").GetInt32();
    }
}
