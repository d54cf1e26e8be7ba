using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Backends;

namespace Plane.Drone.Runtime.Executor;

/// <summary>
/// Has another program run the backends (HTTP API §5.8). It tells of ends only while the connection stands, and cannot be asked what runs: a backend
/// that had answered once and whose port is closed after an interruption counts as ended, and is ended.
/// </summary>
internal sealed class ExecutorRuntime : IRuntime
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>For a connection and a quick answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Nothing can be ended for certain while a start is under way.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    /// <summary>Whoever waits for a pull or an answer has a limit of their own.</summary>
    private static readonly TimeSpan NoLimit = TimeSpan.FromDays(1);

    private readonly ExecutorOptions _options;
    private readonly LeaseTimings _timings;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExecutorRuntime> _log;
    private readonly ExecutorLink _link;
    private readonly ExecutorCards _cards;
    private readonly PortLook _ports;
    private readonly ExitSignals _signals = new();
    private readonly ConcurrentDictionary<BackendId, BackendExit> _ended = new();
    private readonly ConcurrentDictionary<BackendId, IPEndPoint> _answered = new();
    private readonly ConcurrentDictionary<BackendId, ResourceReading> _readings = new();

    public ExecutorRuntime(ExecutorOptions options, LeaseTimings timings, TimeProvider clock, Entropy entropy, ILogger<ExecutorRuntime> log)
    {
        (_options, _timings, _clock, _log) = (options, timings, clock, log);
        _link = new ExecutorLink(options.Socket, clock, entropy, log);
        _cards = new ExecutorCards(options.StateDirectory);
        _ports = new PortLook(clock);
    }

    public RuntimeKind Kind => RuntimeKind.Executor;

    public async Task WatchAsync(CancellationToken token)
    {
        await foreach (var word in _link.WordsAsync(token))
        {
            Hear(word);
        }
    }

    public async Task PrepareAsync(BackendSpec spec, IProgress<PullProgress> progress, CancellationToken token)
    {
        if (!spec.Ports.IsEmpty)
        {
            throw new RuntimeException("Further ports were asked for, but an executor tells of one port only.");
        }

        var answer = await AskAsync($"Preparing {spec.Image} failed", id => ExecutorRequests.Prepare(id, spec), repeats: true, NoLimit, token);
        Check(answer, $"Preparing {spec.Image} failed");
    }

    /// <summary>Nothing is told before the start; but from here on the backend is known to be looked for.</summary>
    public Task CreateAsync(BackendLaunch launch, CancellationToken token)
    {
        _cards.Write(new ExecutorCard(launch.Identity.Backend.Value, launch.Key.Hash, launch.Identity.FencingToken, null, 0));
        return Task.CompletedTask;
    }

    public async Task<StartedBackend> StartAsync(BackendLaunch launch, CancellationToken token)
    {
        var failed = $"Starting {launch.Spec.Image} failed";
        var answer = await AskAsync(failed, id => ExecutorRequests.Spawn(id, launch, _timings, _clock.GetUtcNow()), repeats: false, StartLimit, token);
        var started = Check(answer, failed);
        if (started.ValueKind != JsonValueKind.Object
            || !started.TryGetProperty("container_id", out var container) || container.ValueKind != JsonValueKind.String
            || !started.TryGetProperty("port", out var told) || told.ValueKind != JsonValueKind.Number || !told.TryGetUInt16(out var port) || port == 0)
        {
            throw new RuntimeException($"{failed}: the executor did not tell a container_id and a port.");
        }

        _cards.Write(new ExecutorCard(launch.Identity.Backend.Value, launch.Key.Hash, launch.Identity.FencingToken, container.GetString(), port));
        return new StartedBackend(container.GetString()!, new IPEndPoint(_options.Address, port), null);
    }

    public async Task UntilAnsweredAsync(BackendId backend, IPEndPoint address, CancellationToken token)
    {
        const string Failed = "Waiting for its answer failed";
        var answer = await AskAsync(Failed, id => ExecutorRequests.WaitForBackend(id, backend, address), repeats: true, NoLimit, token);
        if (!answer.IsOk)
        {
            throw answer.Body.ValueKind == JsonValueKind.String && answer.Body.ValueEquals("StartupTimeout")
                ? new StartupTimeoutException($"The executor had no HTTP answer on port {address.Port} in time.")
                : new StartupFailedException($"{Failed}: {TextOf(answer.Body)}");
        }

        _answered[backend] = address;
    }

    public async Task<StartedBackend?> FindAsync(BackendId backend, ImmutableArray<int> ports, CancellationToken token)
    {
        if (_cards.Find(backend) is not { ContainerId: { } container, Port: > 0 } card)
        {
            return null;
        }

        var address = new IPEndPoint(_options.Address, card.Port);
        if (await _ports.IsClosedAsync(address, token))
        {
            return null;
        }

        _answered[backend] = address;
        return new StartedBackend(container, address, null);
    }

    public async Task<BackendExit> ExitOfAsync(BackendId backend, CancellationToken token)
    {
        // A first look would only repeat the one that took it back, or ask a port before anybody could listen.
        for (var isFirst = true; ; isFirst = false)
        {
            var signal = _signals.Of(backend);
            if (_ended.TryGetValue(backend, out var exit))
            {
                return exit;
            }

            if (!isFirst && _answered.TryGetValue(backend, out var address) && await _ports.IsClosedAsync(address, token))
            {
                _log.ExecutorLost(backend);
                return BackendExit.Unknown;
            }

            await signal.WaitAsync(token);
        }
    }

    public async Task SignalAsync(BackendId backend, TerminationKind kind, CancellationToken token)
    {
        if (!await TerminateAsync(backend, kind, token) && _cards.Has(backend))
        {
            // It says that nothing runs: its word about how that came is lost, if there ever was one.
            _ended.TryAdd(backend, BackendExit.Unknown);
            _signals.Raise(backend);
        }
    }

    public async Task RemoveAsync(BackendId backend, CancellationToken token)
    {
        while (!await TryRemoveAsync(backend, token))
        {
            using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
            await Task.WhenAny(_signals.Of(backend), Task.Delay(AskAgain, _clock, rest.Token));
            await rest.CancelAsync();
            token.ThrowIfCancellationRequested();
        }

        _cards.Remove(backend);
        _ended.TryRemove(backend, out _);
        _answered.TryRemove(backend, out _);
        _readings.TryRemove(backend, out _);
        _signals.Raise(backend);
    }

    public Task<IReadOnlyList<FoundBackend>> ListAsync(CancellationToken token) => Task.FromResult<IReadOnlyList<FoundBackend>>(
        [.. _cards.All().Select(_cards.Find).OfType<ExecutorCard>().Select(static card => new FoundBackend(BackendId.Parse(card.Backend), card.ContainerId ?? "", card.KeyHash, card.FencingToken, IsRunning: true))]);

    /// <summary>The protocol carries no output: there is none, until the end.</summary>
    public async IAsyncEnumerable<LogLine> LogsAsync(BackendId backend, OutputPosition after, [EnumeratorCancellation] CancellationToken token)
    {
        await ExitOfAsync(backend, token);
        yield break;
    }

    /// <summary>What the executor has prepared is its own affair.</summary>
    public Task<ResourceReading?> MeasureAsync(BackendId backend, CancellationToken token) => Task.FromResult(_readings.GetValueOrDefault(backend));

    public Task<IReadOnlyList<string>> ImagesAsync(CancellationToken token) => Task.FromResult<IReadOnlyList<string>>([]);

    public void Dispose()
    {
        // The connection ends with its reader; what the executor runs outlives this process on purpose.
    }

    private static string TextOf(JsonElement fault) => fault.ValueKind switch
    {
        JsonValueKind.String => fault.GetString()!,
        JsonValueKind.Object when fault.TryGetProperty("Other", out var other) && other.ValueKind == JsonValueKind.String => other.GetString()!,
        _ => "the executor does not say why",
    };

    private static JsonElement Check(ExecutorWord.Answer answer, string failed) =>
        answer.IsOk ? answer.Body : throw new RuntimeException($"{failed}: {TextOf(answer.Body)}");

    private async Task<ExecutorWord.Answer> AskAsync(string failed, Func<string, byte[]> lineOf, bool repeats, TimeSpan limit, CancellationToken token)
    {
        try
        {
            return await _link.AskAsync(lineOf, repeats, limit, token);
        }
        catch (RuntimeException exception)
        {
            throw new RuntimeException($"{failed}: {exception.Message}", exception);
        }
    }

    private void Hear(ExecutorWord word)
    {
        switch (word)
        {
            case ExecutorWord.Connected:
                _signals.RaiseAll();
                break;
            case ExecutorWord.Ended { Backend: { } backend } end when _cards.Has(backend):
                _ended[backend] = new BackendExit(end.ExitCode, "");
                _signals.Raise(backend);
                break;
            case ExecutorWord.Measured { Backend: { } backend } measured when _cards.Has(backend):
                _readings[backend] = measured.Metrics.After(_readings.GetValueOrDefault(backend));
                break;
            case ExecutorWord.Rubbish rubbish:
                _log.ExecutorRubbish(rubbish.Why);
                break;
            default:
                _log.ExecutorRubbish("its backend is not one of this drone's");
                break;
        }
    }

    /// <returns>False: it does not run, or is not known there.</returns>
    private async Task<bool> TerminateAsync(BackendId backend, TerminationKind kind, CancellationToken token)
    {
        var failed = $"Ending {backend} failed";
        var answer = await AskAsync(failed, id => ExecutorRequests.Terminate(id, backend, kind), repeats: true, Patience, token);
        return Check(answer, failed).ValueKind != JsonValueKind.False;
    }

    /// <returns>True once nothing of it is left, by the executor's word.</returns>
    private async Task<bool> TryRemoveAsync(BackendId backend, CancellationToken token)
    {
        if (_ended.ContainsKey(backend))
        {
            return true;
        }

        try
        {
            return !await TerminateAsync(backend, TerminationKind.Hard, token);
        }
        catch (RuntimeException exception)
        {
            // Asked for ever: the key is not released before.
            _log.ExecutorEndRepeats(exception, backend);
            return false;
        }
    }
}
