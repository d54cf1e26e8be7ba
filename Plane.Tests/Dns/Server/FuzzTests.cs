using System.Net.Sockets;
using Peers;
using Plane.Dns.Server;
using Plane.Dns.Zone;

namespace Plane.Tests.Dns.Server;

/// <summary>Random and mutated packets: nothing breaks, no answer is larger than it may be, nothing hangs. 200 thousand; 10 million in the long form.</summary>
public sealed class FuzzTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    private const int Seed = 20260725;
    private static readonly string[] Names = ["b1.plane.test", "plane.test", "nobody.plane.test", "app.plane.test", "_acme-challenge.plane.test", "a.b.c.example", "version.bind", ""];

    [Fact]
    public void No_packet_breaks_the_codec_and_no_answer_is_larger_than_allowed()
    {
        var bench = new DnsBench(
            new ZoneOptions { WildcardToProxies = true, AcmeZone = "test.acme" },
            new ResponderOptions(1232, "plane", false, 0),
            new Cookies(new byte[16], TimeProvider.System));
        var random = new Random(Seed);
        var (output, client) = (new byte[65535], new byte[] { 203, 0, 113, 1 });
        for (var i = 0; i < (LongForm.IsAsked ? 10_000_000 : 200_000); i++)
        {
            var packet = Packet(random);
            var overTcp = random.Next(4) == 0;

            var length = bench.Respond(packet, client, overTcp, output);

            Assert.True(length <= (overTcp ? 65535 : Allowed(packet)), $"{length} bytes for {Convert.ToHexString(packet)}");
            if (length > 0)
            {
                // It must be well formed too, to the last byte.
                Assert.True(DnsReply.Read(output[..length]).Flags.StartsWith("qr", StringComparison.Ordinal), Convert.ToHexString(packet));
            }
        }
    }

    [PeerFact]
    public async Task A_server_goes_on_answering_while_it_is_sent_rubbish()
    {
        var random = new Random(Seed + 1);
        foreach (var server in new[] { dns.Main, dns.Wild })
        {
            using var rubbish = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            rubbish.Connect(server);
            using var client = new UdpClient();
            client.Connect(server);
            for (var i = 0; i < (LongForm.IsAsked ? 10_000_000 : 100_000); i++)
            {
                await rubbish.SendAsync(Packet(random));
                if (i % 1000 == 0)
                {
                    await ExpectAnswerAsync(client);
                }
            }

            await ExpectAnswerAsync(client);
        }
    }

    /// <summary>A lost datagram is asked for again: rubbish fills the server's buffer.</summary>
    private static async Task ExpectAnswerAsync(UdpClient client)
    {
        var query = Wire.Query("b1.plane.test", 1, id: 0x4242);
        await Poll.UntilAsync(
            async () =>
            {
                await client.SendAsync(query);
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                try
                {
                    return DnsReply.Read((await client.ReceiveAsync(limit.Token)).Buffer) is { Id: 0x4242, Code: "NOERROR" };
                }
                catch (OperationCanceledException)
                {
                    return false;
                }
            },
            DnsFixture.Patience,
            "an answer");
    }

    /// <summary>What the client may be sent over UDP, read from its packet without the server's parser: 512, or more where there may be an OPT.</summary>
    private static int Allowed(byte[] packet)
    {
        var allowed = 512;
        for (var at = 12; at + 11 <= packet.Length; at++)
        {
            if (packet[at] == 0 && packet[at + 1] == 0 && packet[at + 2] == 41)
            {
                allowed = Math.Max(allowed, Math.Min(1232, (packet[at + 3] << 8) | packet[at + 4]));
            }
        }

        return allowed;
    }

    private static byte[] Packet(Random random)
    {
        if (random.Next(4) == 0)
        {
            var noise = new byte[random.Next(120)];
            random.NextBytes(noise);
            return noise;
        }

        ushort? payload = random.Next(3) switch { 0 => null, 1 => 1232, _ => (ushort)random.Next(65536) };
        var options = random.Next(2) == 0 ? null : Options(random);
        var packet = Wire.Query(Names[random.Next(Names.Length)], (ushort)random.Next(random.Next(2) == 0 ? 30 : 65536), ednsPayload: payload, options: options);
        for (var mutations = random.Next(4); mutations > 0 && packet.Length > 0; mutations--)
        {
            switch (random.Next(3))
            {
                case 0:
                    packet[random.Next(packet.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    packet[random.Next(packet.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    packet = packet[..random.Next(packet.Length)];
                    break;
            }
        }

        return packet;
    }

    private static byte[] Options(Random random)
    {
        var value = new byte[random.Next(45)];
        random.NextBytes(value);
        return [0, random.Next(2) == 0 ? (byte)10 : (byte)random.Next(20), 0, (byte)value.Length, .. value];
    }
}
