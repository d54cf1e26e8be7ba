using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Plane.Tests.Drone.Proxy;

/// <summary>A WebSocket client that sees frames as bytes: .NET's own takes a close code it does not know for a fault.</summary>
internal sealed class RawSocket : IDisposable
{
    /// <summary>For the key below (RFC 6455 §1.3).</summary>
    public const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private readonly TcpClient _client = new();
    private readonly StringBuilder _received = new();

    public static async Task<RawSocket> OpenAsync(DroneUnderTest drone, string path, string host)
    {
        var socket = new RawSocket();
        await socket._client.ConnectAsync("127.0.0.1", drone.Open.ProxyPort!.Value);
        await socket._client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket._client.GetStream().ReadAsync(one, limit.Token) > 0)
        {
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101 ", head.ToString(), StringComparison.Ordinal);
        return socket;
    }

    /// <summary>So many bytes from the beginning, one character each.</summary>
    public async Task<string> UntilAsync(int length)
    {
        using var limit = new CancellationTokenSource(ProxyScene.Limit, TimeProvider.System);
        var buffer = new byte[4096];
        while (_received.Length < length)
        {
            var read = await _client.GetStream().ReadAsync(buffer, limit.Token);
            Assert.True(read > 0, $"only {_received.Length} bytes came");
            _received.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return _received.ToString(0, length);
    }

    /// <summary>The close frame that comes next, after what was looked at already.</summary>
    public async Task<(int Code, string Reason)> ClosedAsync()
    {
        var begin = _received.ToString().IndexOf('\u0088', StringComparison.Ordinal);
        begin = begin < 0 ? _received.Length : begin;
        var length = (await UntilAsync(begin + 2))[begin + 1];
        var frame = Encoding.Latin1.GetBytes((await UntilAsync(begin + 2 + length))[begin..]);
        Assert.Equal(0x88, frame[0]);
        return (BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(2)), Encoding.ASCII.GetString(frame.AsSpan(4)));
    }

    public async Task AnswerCloseAsync(ushort code)
    {
        byte[] frame = [0x88, 0x82, 0, 0, 0, 0, (byte)(code >> 8), (byte)code];
        await _client.GetStream().WriteAsync(frame);
    }

    /// <summary>A masked frame without payload, or with one byte of it.</summary>
    public async Task SendAsync(byte opcode) => await _client.GetStream().WriteAsync((byte[])(opcode >= 8 ? [(byte)(0x80 | opcode), 0x80, 0, 0, 0, 0] : [(byte)(0x80 | opcode), 0x81, 0, 0, 0, 0, (byte)'x']));

    /// <summary>As a program that is killed, or a machine that forgets its connections: a reset.</summary>
    public void Tear()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
