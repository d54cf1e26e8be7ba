using System.Buffers.Binary;
using System.Net.Sockets;
using Peers;

namespace Plane.Tests.Dns.Server;

public sealed class TcpServerTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    [PeerFact]
    public async Task Queries_sent_at_once_are_all_answered()
    {
        using var client = await ConnectAsync();
        byte[] all = [.. Enumerable.Range(0, 300).SelectMany(static i => Framed(Wire.Query("b1.plane.test", 1, id: (ushort)i)))];

        await client.GetStream().WriteAsync(all);

        var ids = new HashSet<ushort>();
        while (ids.Count < 300)
        {
            var reply = await ReadAsync(client);
            Assert.Equal(["192.0.2.1"], reply.Data);
            ids.Add(reply.Id);
        }
    }

    [PeerFact]
    public async Task A_query_may_come_byte_by_byte()
    {
        using var client = await ConnectAsync();
        client.NoDelay = true;
        foreach (var value in Framed(Wire.Query("b1.plane.test", 1)))
        {
            await client.GetStream().WriteAsync(new[] { value });
        }

        Assert.Equal(["192.0.2.1"], (await ReadAsync(client)).Data);
    }

    [PeerFact]
    public async Task What_is_no_query_is_passed_over()
    {
        using var client = await ConnectAsync();

        await client.GetStream().WriteAsync((byte[])[0, 0, .. Framed([1, 2, 3]), .. Framed(Wire.Query("b1.plane.test", 1, flags: 0x8000)), .. Framed(Wire.Query("b1.plane.test", 1, id: 77))]);

        Assert.Equal(77, (await ReadAsync(client)).Id);
    }

    [PeerFact]
    public async Task A_query_larger_than_any_buffer_is_taken_whole()
    {
        using var client = await ConnectAsync();
        var options = new byte[60000];
        (options[0], options[2], options[3]) = (0xFD, (byte)((options.Length - 4) >> 8), unchecked((byte)(options.Length - 4)));

        await client.GetStream().WriteAsync(Framed(Wire.Query("b1.plane.test", 1, ednsPayload: 1232, options: options)));

        Assert.Equal(["192.0.2.1"], (await ReadAsync(client)).Data);
    }

    [PeerFact]
    public async Task A_client_that_sends_bits_now_and_then_but_never_a_query_is_closed()
    {
        var server = DnsFixture.Where(await dns.StartAsync(["--Plane:Dns:TcpIdleSeconds=1"]));
        using var client = new TcpClient();
        await client.ConnectAsync(server);
        var stream = client.GetStream();
        var closed = stream.ReadAsync(new byte[1]).AsTask();

        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await stream.WriteAsync(new byte[] { 0 });
                }
                catch (IOException)
                {
                    // It is closed.
                }

                return closed.IsCompleted;
            },
            DnsFixture.Patience,
            "the connection to be closed");
    }

    [PeerFact]
    public async Task One_client_cannot_take_all_places()
    {
        var server = DnsFixture.Where(await dns.StartAsync(["--Plane:Dns:MaxTcpPerClient=2", "--Plane:Dns:TcpIdleSeconds=600"]));
        using var first = new TcpClient();
        using var second = new TcpClient();
        using var third = new TcpClient();
        await first.ConnectAsync(server);
        await second.ConnectAsync(server);
        await AskAsync(first);
        await AskAsync(second);

        await third.ConnectAsync(server);

        Assert.Equal(0, await ReadOrResetAsync(third));
        first.Close();
        await Poll.UntilAsync(
            async () =>
            {
                using var next = new TcpClient();
                await next.ConnectAsync(server);
                await next.GetStream().WriteAsync(Framed(Wire.Query("b1.plane.test", 1)));
                return await ReadOrResetAsync(next) > 0;
            },
            DnsFixture.Patience,
            "the place to be free again");
    }

    private static async Task AskAsync(TcpClient client)
    {
        await client.GetStream().WriteAsync(Framed(Wire.Query("b1.plane.test", 1)));
        _ = await ReadAsync(client);
    }

    /// <returns>0 for a closed connection.</returns>
    private static async Task<int> ReadOrResetAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[512]).AsTask().WaitAsync(DnsFixture.Patience);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(dns.Main);
        return client;
    }

    private static byte[] Framed(byte[] packet) => [(byte)(packet.Length >> 8), (byte)packet.Length, .. packet];

    private static async Task<DnsReply> ReadAsync(TcpClient client)
    {
        using var limit = new CancellationTokenSource(DnsFixture.Patience);
        var length = new byte[2];
        await client.GetStream().ReadExactlyAsync(length, limit.Token);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await client.GetStream().ReadExactlyAsync(message, limit.Token);
        return DnsReply.Read(message);
    }
}
