using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Plane.Drone.Runtime.Executor;

/// <summary>One connection to an executor. Requests are answered in any order; those that are open when it breaks fail with <see cref="ExecutorGoneException"/>.</summary>
internal sealed class ExecutorConnection(Socket socket) : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ExecutorWord.Answer>> _open = new();
    private readonly SemaphoreSlim _writing = new(1);
    private volatile bool _isOver;

    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<ExecutorConnection> OpenAsync(string path, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
            return new ExecutorConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="line">The request, with this id.</param>
    /// <exception cref="ExecutorGoneException">The connection broke.</exception>
    public async Task<ExecutorWord.Answer> AskAsync(string id, byte[] line, CancellationToken token)
    {
        var answer = new TaskCompletionSource<ExecutorWord.Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[id] = answer;
        try
        {
            // After the entry: whoever ends the connection fails all that are open, and no later one may be left out.
            if (_isOver)
            {
                throw new ExecutorGoneException();
            }

            await SendAsync(line, token);
            return await answer.Task.WaitAsync(token);
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>What it says without being asked, until the connection is over. Answers go to who asked.</summary>
    public async IAsyncEnumerable<ExecutorWord> WordsAsync([EnumeratorCancellation] CancellationToken token)
    {
        var lines = new ExecutorLines();
        var buffer = new byte[BufferSize];
        try
        {
            while (await ReceiveAsync(buffer, token) is > 0 and var read)
            {
                foreach (var line in lines.Add(buffer.AsMemory(0, read)))
                {
                    var word = line is { } whole ? ExecutorParser.Parse(whole) : new ExecutorWord.Rubbish($"a line has more than {ExecutorLines.MaxLine} bytes");
                    if (word is not ExecutorWord.Answer answer)
                    {
                        yield return word;
                    }
                    else if (!_open.TryRemove(answer.Id, out var asked) || !asked.TrySetResult(answer))
                    {
                        yield return new ExecutorWord.Rubbish("nobody waits for that answer");
                    }
                }
            }
        }
        finally
        {
            GiveUp();
        }
    }

    public void Dispose()
    {
        GiveUp();
        socket.Dispose();
        _writing.Dispose();
    }

    private async Task SendAsync(byte[] line, CancellationToken token)
    {
        try
        {
            await _writing.WaitAsync(token);
            try
            {
                for (var rest = line.AsMemory(); !rest.IsEmpty;)
                {
                    rest = rest[await socket.SendAsync(rest, SocketFlags.None, token)..];
                }
            }
            catch (OperationCanceledException)
            {
                // It does not read, and part of a line may be under way already: nothing sensible can follow on this connection.
                GiveUp();
                socket.Dispose();
                throw;
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new ExecutorGoneException(exception);
        }
    }

    private async Task<int> ReceiveAsync(byte[] buffer, CancellationToken token)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, token);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // As good as its end: what is open is not answered any more.
            return 0;
        }
    }

    private void GiveUp()
    {
        _isOver = true;
        foreach (var asked in _open.Values)
        {
            asked.TrySetException(new ExecutorGoneException());
        }
    }
}
