using System.Buffers.Text;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>Keeps a connection to one executor, for ever: 10 ms after it broke, then ever more slowly, every second in the end (HTTP API §5.8, Q25).</summary>
internal sealed class ExecutorLink(string path, TimeProvider clock, Entropy entropy, ILogger<ExecutorRuntime> log)
{
    private const int IdBytes = 32;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);

    /// <summary>Whoever asks something waits so long for a connection.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);
    private TaskCompletionSource<ExecutorConnection> _connected = NewSignal();

    /// <summary>Follows the executor until cancelled. Only while somebody reads this, anything is answered.</summary>
    public async IAsyncEnumerable<ExecutorWord> WordsAsync([EnumeratorCancellation] CancellationToken token)
    {
        while (true)
        {
            using var connection = await ConnectAsync(token);
            log.ExecutorConnected(path);
            Volatile.Read(ref _connected).SetResult(connection);
            try
            {
                yield return new ExecutorWord.Connected();
                await foreach (var word in connection.WordsAsync(token))
                {
                    yield return word;
                }
            }
            finally
            {
                Volatile.Write(ref _connected, NewSignal());
            }

            log.ExecutorGone(path);
            await Task.Delay(First, clock, token);
        }
    }

    /// <param name="lineOf">From an id to the request.</param>
    /// <param name="repeats">Asking twice does no harm: it is asked again over the next connection.</param>
    /// <param name="limit">For all of it.</param>
    /// <exception cref="RuntimeException">There is no connection or no answer in time, or it broke and asking again is not safe.</exception>
    public async Task<ExecutorWord.Answer> AskAsync(Func<string, byte[]> lineOf, bool repeats, TimeSpan limit, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            while (true)
            {
                var connection = await Volatile.Read(ref _connected).Task.WaitAsync(ConnectLimit, clock, either.Token);
                var id = Base64Url.EncodeToString(entropy.Bytes(IdBytes));
                try
                {
                    return await connection.AskAsync(id, lineOf(id), either.Token);
                }
                catch (ExecutorGoneException) when (repeats)
                {
                    // Until the next connection stands, the signal may still hold this one.
                    await Task.Delay(First, clock, either.Token);
                }
            }
        }
        catch (ExecutorGoneException exception)
        {
            throw new RuntimeException(exception.Message, exception);
        }
        catch (TimeoutException exception)
        {
            throw new RuntimeException($"there is no executor at {path}", exception);
        }
        catch (OperationCanceledException exception) when (!token.IsCancellationRequested)
        {
            throw new RuntimeException($"the executor at {path} did not answer within {limit.TotalSeconds:0.#} s", exception);
        }
    }

    private static TaskCompletionSource<ExecutorConnection> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<ExecutorConnection> ConnectAsync(CancellationToken token)
    {
        var told = false;
        for (var wait = First; ; wait = wait * 1.5 < Slowest ? wait * 1.5 : Slowest)
        {
            try
            {
                return await ExecutorConnection.OpenAsync(path, token);
            }
            catch (SocketException exception)
            {
                if (!told)
                {
                    log.ExecutorAway(exception, path);
                    told = true;
                }
            }

            await Task.Delay(wait, clock, token);
        }
    }
}
