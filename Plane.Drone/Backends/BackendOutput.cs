using System.Collections.Immutable;
using System.Threading.Channels;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Buckets;

namespace Plane.Drone.Backends;

/// <summary>
/// Carries one program's output to the stream <c>backend_logs</c> and keeps the last lines for a failure. The program never waits for NATS:
/// where that is too slow, the oldest unsent lines are dropped.
/// </summary>
internal sealed class BackendOutput(BackendId backend, IRuntime runtime, INatsConnection connection, TimeProvider clock, ILogger<BackendOutput> log)
{
    private const int LinesKept = 20;
    private const int Unsent = 500;
    private static readonly TimeSpan FollowAgain = TimeSpan.FromSeconds(1);
    private readonly Channel<BackendLogMessage> _unsent = Channel.CreateBounded<BackendLogMessage>(
        new BoundedChannelOptions(Unsent) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();

    /// <summary>At most 20, oldest first.</summary>
    public ImmutableArray<string> LastLines
    {
        get
        {
            lock (_gate)
            {
                return [.. _last];
            }
        }
    }

    /// <summary>Says something of Plane's own among the program's lines.</summary>
    public void Say(string text) => _unsent.Writer.TryWrite(new BackendLogMessage(backend, BackendLogKind.Meta, text));

    /// <summary>Sends until <see cref="Finish"/> and the last line.</summary>
    public async Task SendAsync(CancellationToken token)
    {
        await foreach (var line in _unsent.Reader.ReadAllAsync(token))
        {
            try
            {
                await connection.PublishAsync(Subjects.Log(backend), line, serializer: RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage), cancellationToken: token);
            }
            catch (NatsException exception)
            {
                log.LineLost(exception, backend);
            }
        }
    }

    /// <summary>Follows the program until its output ends with it.</summary>
    /// <param name="fromStart">False after a re-adoption: what was said before is in the stream already.</param>
    /// <param name="exited">Completes when there is nothing more to follow.</param>
    public async Task FollowAsync(bool fromStart, Task exited, CancellationToken token)
    {
        do
        {
            try
            {
                await foreach (var line in runtime.LogsAsync(backend, fromStart, token))
                {
                    Keep(line.Text);
                    _unsent.Writer.TryWrite(new BackendLogMessage(backend, line.IsError ? BackendLogKind.Stderr : BackendLogKind.Stdout, line.Text));
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.OutputBroke(exception, backend);
            }

            // The engine went away, or closed the stream although the program lives: go on with what comes from now on.
            fromStart = false;
            await Task.WhenAny(exited, Task.Delay(FollowAgain, clock, token));
        }
        while (!exited.IsCompleted && !token.IsCancellationRequested);
    }

    /// <summary>No more will be said.</summary>
    public void Finish() => _unsent.Writer.TryComplete();

    private void Keep(string line)
    {
        lock (_gate)
        {
            _last.Enqueue(line);
            if (_last.Count > LinesKept)
            {
                _last.Dequeue();
            }
        }
    }
}
