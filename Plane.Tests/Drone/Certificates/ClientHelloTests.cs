using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Plane.Drone.Certificates.Challenges;

namespace Plane.Tests.Drone.Certificates;

public sealed class ClientHelloTests
{
    [Theory]
    [InlineData("app.example", "acme-tls/1", true)]
    [InlineData("app.example", "acme-tls/1,h2", false)]
    [InlineData("app.example", "h2,http/1.1", false)]
    [InlineData("app.example", "", false)]
    [InlineData("", "acme-tls/1", true)]
    public async Task A_real_clients_first_words_tell_name_and_protocol_once_all_are_there(string name, string protocols, bool isChallenge)
    {
        var hello = await WordsAsync(name, [.. protocols.Split(',', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(new ClientHello(name.Length > 0 ? name : null, isChallenge), ClientHello.Read(hello));
        for (var length = 0; length < hello.Length; length++)
        {
            Assert.Null(ClientHello.Read(hello.AsSpan(0, length)));
        }
    }

    /// <summary>Seeds are told where one fails.</summary>
    [Fact]
    public async Task What_is_cut_off_changed_or_no_tls_at_all_is_read_to_an_end_and_nothing_more_is_waited_for_than_a_record()
    {
        var hello = await WordsAsync("app.example", ["acme-tls/1"]);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var changed = hello.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(5, changed.Length)] = (byte)random.Next(256);
            }

            Assert.True(ClientHello.Read(changed) is not null, $"seed {seed}");
        }

        Assert.Equal(default(ClientHello), ClientHello.Read("GET / HTTP/1.1"u8));
        Assert.Equal(default(ClientHello), ClientHello.Read([22, 3, 1, 0, 0]));
        Assert.Equal(default(ClientHello), ClientHello.Read([22, 3, 1, 255, 255, .. new byte[ClientHello.Longest]]));
    }

    private static async Task<byte[]> WordsAsync(string name, string[] protocols)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = name, ApplicationProtocols = protocols.Length == 0 ? null : [.. protocols.Select(static one => new SslApplicationProtocol(one))] };
        var handshake = stream.AuthenticateAsClientAsync(options);
        var header = new byte[5];
        await accepted.GetStream().ReadExactlyAsync(header);
        var record = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(3))];
        await accepted.GetStream().ReadExactlyAsync(record);
        accepted.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        return [.. header, .. record];
    }
}
