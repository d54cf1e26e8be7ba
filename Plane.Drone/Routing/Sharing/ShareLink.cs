using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Plane.Drone.Routing.Sharing;

/// <summary>A connection between the agent and the proxy of one drone: words, a line each, in the order in which they were posted.</summary>
internal sealed class ShareLink(Socket socket) : IDisposable
{
    /// <summary>Words that wait for the other side. Above it the connection ends: both sides then tell everything anew.</summary>
    private const int Waiting = 65_536;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly Channel<ShareWord> _words = Channel.CreateBounded<ShareWord>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>In the drone's state directory, which only its own user can enter.</summary>
    public static string PathOf(string stateDirectory) => Path.Combine(stateDirectory, "proxy.sock");

    /// <summary>Sends it as soon as what was posted before is sent. Waits for nothing, so that it can be called under a lock.</summary>
    public void Post(ShareWord word)
    {
        if (!_words.Writer.TryWrite(word))
        {
            _words.Writer.TryComplete(new IOException("The other side does not read."));
        }
    }

    /// <summary>Sends what is posted.</summary>
    /// <exception cref="IOException">The other side has gone, or does not read.</exception>
    public async Task SendAsync(CancellationToken token)
    {
        await foreach (var word in _words.Reader.ReadAllAsync(token))
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(word, ShareJson.Default.ShareWord), (byte)'\n'];
            await _stream.WriteAsync(line, token);
        }
    }

    /// <summary>Until the other side has gone. What another version says that this one does not know is left out.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async IAsyncEnumerable<ShareWord> HearAsync([EnumeratorCancellation] CancellationToken token)
    {
        using var reader = new StreamReader(_stream, leaveOpen: true);
        while (await reader.ReadLineAsync(token) is { } line)
        {
            if (Read(line) is { } word)
            {
                yield return word;
            }
        }
    }

    private static ShareWord? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ShareJson.Default.ShareWord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _words.Writer.TryComplete();
        _stream.Dispose();
    }
}
