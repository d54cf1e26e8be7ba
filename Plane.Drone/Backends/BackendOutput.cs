using System.Collections.Immutable;
using System.Threading.Channels;
using NATS.Client.Core;
using Plane.Contracts.Json;
using Plane.Contracts.Nats;
using Plane.Domain.Identity;
using Plane.Drone.Runtime;
using Plane.State.Backends;
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
    private readonly Channel<(BackendLogMessage Message, NatsHeaders Place)> _unsent = Channel.CreateBounded<(BackendLogMessage Message, NatsHeaders Place)>(
        new BoundedChannelOptions(Unsent) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();
    private OutputPosition _position;

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
    public void Say(string text)
    {
        lock (_gate)
        {
            _unsent.Writer.TryWrite((new BackendLogMessage(backend, BackendLogKind.Meta, text), LinePlace.HeadersOf(_position, goesOn: false)));
        }
    }

    /// <summary>Sends until <see cref="Finish"/> and the last line.</summary>
    public async Task SendAsync(CancellationToken token)
    {
        await foreach (var (line, place) in _unsent.Reader.ReadAllAsync(token))
        {
            try
            {
                await connection.PublishAsync(Subjects.Log(backend), line, place, serializer: RawJson<BackendLogMessage>.Of(NatsJson.Default.BackendLogMessage), cancellationToken: token);
            }
            catch (NatsException exception)
            {
                log.LineLost(exception, backend);
            }
        }
    }

    /// <summary>Follows the program until its output ends with it.</summary>
    /// <param name="resumed">True after a re-adoption: what an earlier life sent is in the stream already, and all that came since is due.</param>
    /// <param name="exited">Completes when there is nothing more to follow.</param>
    public async Task FollowAsync(bool resumed, Task exited, CancellationToken token)
    {
        do
        {
            try
            {
                if (resumed)
                {
                    var sent = await SentOutput.ReadAsync(connection, backend, token);
                    Begin(sent);
                    resumed = false;
                }

                await foreach (var line in runtime.LogsAsync(backend, _position, token))
                {
                    Keep(line);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.OutputBroke(exception, backend);
            }

            // The engine went away, or closed the stream although the program lives: go on where it broke off.
            await Task.WhenAny(exited, Task.Delay(FollowAgain, clock, token));
        }
        while (!exited.IsCompleted && !token.IsCancellationRequested);
    }

    /// <summary>No more will be said.</summary>
    public void Finish() => _unsent.Writer.TryComplete();

    private void Begin(OutputPosition sent)
    {
        lock (_gate)
        {
            _position = sent;
        }
    }

    private void Keep(LogLine line)
    {
        lock (_gate)
        {
            _position = _position.After(line.IsError, line.Mark);
            _unsent.Writer.TryWrite((new BackendLogMessage(backend, line.IsError ? BackendLogKind.Stderr : BackendLogKind.Stdout, line.Text), LinePlace.HeadersOf(_position, line.GoesOn)));
            _last.Enqueue(line.Text);
            if (_last.Count > LinesKept)
            {
                _last.Dequeue();
            }
        }
    }
}
