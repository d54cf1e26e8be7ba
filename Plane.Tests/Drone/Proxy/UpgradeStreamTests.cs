using System.Net;
using System.Net.Sockets;
using System.Text;
using Plane.Drone.Proxy.Sockets;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A connection is taken from .NET's HTTP client once its backend has agreed to another protocol, and nothing that the backend says is lost on the way.</summary>
public sealed class UpgradeStreamTests : IDisposable
{
    private const string Agreed = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/7\r\n\r\n";
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30), TimeProvider.System);

    public void Dispose() => _limit.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("first")]
    public async Task What_a_backend_says_right_behind_its_agreement_is_read_from_the_connection(string first)
    {
        await using var backend = new RawBackend(said => said.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? Agreed + first : said.EndsWith("ping", StringComparison.Ordinal) ? "pong" : null) { Stays = true };
        using var client = ClientOf(backend);
        using var answer = await AskAsync(client);

        var taken = await UpgradeStream.TakeAsync(answer.Content);

        Assert.NotNull(taken);
        answer.Dispose();
        await taken.WriteAsync("ping"u8.ToArray(), _limit.Token);
        Assert.Equal(first + "pong", await ReadAsync(taken, first.Length + 4));
        taken.End();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await taken.WriteAsync(new byte[1], _limit.Token));
    }

    [Fact]
    public async Task Where_the_client_has_read_on_the_connection_stays_its_own_and_the_body_has_all()
    {
        await using var backend = new RawBackend(static said => said.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? "HTTP/1.1 103 Early Hints\r\n\r\n" + Agreed + "first" : null) { Stays = true };
        using var client = ClientOf(backend);
        using var answer = await AskAsync(client);

        Assert.Null(await UpgradeStream.TakeAsync(answer.Content));

        Assert.Equal("first", await ReadAsync(await answer.Content.ReadAsStreamAsync(_limit.Token), 5));
    }

    [Fact]
    public async Task A_backend_that_declines_is_read_as_ever_and_its_connection_used_again()
    {
        await using var backend = new RawBackend(static said => said.EndsWith("\r\n\r\n", StringComparison.Ordinal) ? "HTTP/1.1 401 Unauthorized\r\nContent-Length: 12\r\n\r\nlog in first" : null) { Stays = true };
        using var client = ClientOf(backend);

        for (var time = 0; time < 2; time++)
        {
            using var answer = await AskAsync(client);
            Assert.Equal((HttpStatusCode.Unauthorized, "log in first"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(_limit.Token)));
        }

        Assert.Equal(1, backend.Connections);
    }

    private static HttpMessageInvoker ClientOf(RawBackend backend) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(backend.Address, token);
            return new UpgradeStream(socket);
        },
    });

    private async Task<HttpResponseMessage> AskAsync(HttpMessageInvoker client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://backend/") { Headers = { { "Connection", "Upgrade" }, { "Upgrade", "echo/7" } } };
        return await client.SendAsync(request, _limit.Token);
    }

    private async Task<string> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _limit.Token);
        return Encoding.Latin1.GetString(bytes);
    }
}
