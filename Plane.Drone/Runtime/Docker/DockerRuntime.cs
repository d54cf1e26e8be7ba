using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plane.Contracts.Drones;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;

namespace Plane.Drone.Runtime.Docker;

/// <summary>Containers of a Docker Engine (HTTP API §5.5–5.7).</summary>
internal sealed class DockerRuntime(IDockerClient engine, DockerRuntimeOptions options, TimeProvider clock, ILogger<DockerRuntime> log) : IRuntime, IPrunable, IExecutes
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EventOverlap = TimeSpan.FromSeconds(10);
    private readonly ImagePulls _pulls = new(engine);
    private readonly ImageUse _uses = new(clock);
    private readonly ContainerPrograms _programs = new(engine, options.StateDirectory, clock, log);
    private DockerPruning? _pruning;
    private readonly ExitSignals _exits = new();

    public RuntimeKind Kind => RuntimeKind.Docker;

    public async Task WatchAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await FollowEventsAsync(token);
            }
            catch (Exception exception) when (IsEngineFault(exception))
            {
                log.EventsBroke(exception, RetryAfter);
            }

            await Task.Delay(RetryAfter, clock, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task PrepareAsync(BackendSpec spec, IProgress<PullProgress> progress, CancellationToken token)
    {
        using var use = await _uses.EnterAsync(spec.Image, token);
        if (spec.PullPolicy == PullPolicy.Always || !await HasImageAsync(spec.Image, token))
        {
            if (spec.PullPolicy == PullPolicy.Never)
            {
                throw new RuntimeException($"The image {spec.Image} is not on this drone, and its pull policy is Never.");
            }

            await _pulls.PullAsync(spec, progress, token);
            _uses.MarkPulled(spec.Image);
        }
    }

    public Task<(int Containers, int Images)> PruneAsync(PruneOrder order, CancellationToken token) =>
        AskAsync("Pruning failed", () => (_pruning ??= new DockerPruning(engine, options, _uses, clock, log)).PruneAsync(order, token));

    public async Task CreateAsync(BackendLaunch launch, CancellationToken token)
    {
        var shape = ContainerShape.Of(launch, options);
        MountPath.RefuseLinks(launch.Spec, options.MountBase);
        await AskAsync($"Creating the container of {launch.Spec.Image} failed", () => engine.Containers.CreateContainerAsync(shape, token));
    }

    public Task<StartedBackend> StartAsync(BackendLaunch launch, CancellationToken token) => AskAsync(
        $"Starting the container of {launch.Spec.Image} failed",
        async () =>
        {
            var name = ContainerName.Of(launch.Identity.Backend);
            await engine.Containers.StartContainerAsync(name, new ContainerStartParameters(), token);
            return StartedOf(await engine.Containers.InspectContainerAsync(name, token), [launch.Spec.Port, .. launch.Spec.Ports]);
        });

    public Task UntilAnsweredAsync(BackendId backend, IPEndPoint address, CancellationToken token) => HttpProbe.UntilAnsweredAsync(address, clock, token);

    public Task<StartedBackend?> FindAsync(BackendId backend, ImmutableArray<int> ports, CancellationToken token) => AskAsync(
        $"Looking at {backend} failed",
        async () => await InspectAsync(backend, token) is { State.Running: true } container ? StartedOf(container, ports) : null);

    public async Task<BackendExit> ExitOfAsync(BackendId backend, CancellationToken token)
    {
        while (true)
        {
            var signal = _exits.Of(backend);
            if (await TryReadExitAsync(backend, token) is { } exit)
            {
                return exit;
            }

            using var rest = CancellationTokenSource.CreateLinkedTokenSource(token);
            await Task.WhenAny(signal, Task.Delay(LookAgain, clock, rest.Token));
            await rest.CancelAsync();
            token.ThrowIfCancellationRequested();
        }
    }

    public Task SignalAsync(BackendId backend, TerminationKind kind, CancellationToken token) => AskAsync(
        $"Signalling {backend} failed",
        async () =>
        {
            if (await InspectAsync(backend, token) is { State.Running: true } container)
            {
                var soft = string.IsNullOrEmpty(container.Config?.StopSignal) ? "SIGTERM" : container.Config.StopSignal;
                await KillAsync(backend, kind == TerminationKind.Soft ? soft : "SIGKILL", token);
            }

            return true;
        });

    public async Task RemoveAsync(BackendId backend, CancellationToken token)
    {
        while (!await TryRemoveAsync(backend, token))
        {
            await Task.Delay(RetryAfter, clock, token);
        }
    }

    public Task<IReadOnlyList<FoundBackend>> ListAsync(CancellationToken token) => AskAsync<IReadOnlyList<FoundBackend>>(
        "Listing containers failed",
        async () =>
        {
            var all = await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = ContainerLabels.Filter(options) }, token);
            return [.. all.Select(static one => ContainerLabels.Read(one.Labels, one.ID, one.State == "running")).OfType<FoundBackend>()];
        });

    public IAsyncEnumerable<LogLine> LogsAsync(BackendId backend, OutputPosition after, CancellationToken token) => ContainerLogs.FollowAsync(engine, backend, after, token);

    public Task<IExecution> ExecuteAsync(BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, CancellationToken token) =>
        AskAsync("Starting the program failed", () => _programs.StartAsync(backend, command, terminal, token));

    public Task EndLeftProgramsAsync(CancellationToken token) => _programs.EndLeftAsync(token);

    public Task<ResourceReading?> MeasureAsync(BackendId backend, CancellationToken token) =>
        AskAsync($"Measuring {backend} failed", () => ContainerReadings.ReadAsync(engine, backend, token));

    public Task<IReadOnlyList<string>> ImagesAsync(CancellationToken token) => AskAsync<IReadOnlyList<string>>(
        "Listing images failed",
        async () =>
        {
            var images = await engine.Images.ListImagesAsync(new ImagesListParameters(), token);
            return [.. images.SelectMany(static image => image.RepoTags ?? []).Where(static tag => !tag.Contains("<none>", StringComparison.Ordinal))];
        });

    public void Dispose() => engine.Dispose();

    public static bool IsEngineFault(Exception exception) => exception is DockerApiException or HttpRequestException or IOException or TimeoutException;

    private static StartedBackend StartedOf(ContainerInspectResponse container, ImmutableArray<int> ports) =>
        new(container.ID, container.State.Running ? ContainerAddress.Of(container, ports[0]) : null, container.State.Pid > 0 ? ProcessMark.Of((int)container.State.Pid) : null)
        {
            Ports = container.State.Running ? ports.Skip(1).ToImmutableDictionary(static port => port, port => ContainerAddress.Of(container, port)) : ImmutableDictionary<int, IPEndPoint>.Empty,
        };

    private static async Task<T> AskAsync<T>(string failed, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (DockerImageNotFoundException exception)
        {
            throw new RuntimeException($"{failed}: the image is not on this drone.", exception);
        }
        catch (Exception exception) when (IsEngineFault(exception))
        {
            throw new RuntimeException($"{failed}: {EngineFault.Of(exception)}", exception);
        }
    }

    private async Task<bool> HasImageAsync(string image, CancellationToken token)
    {
        try
        {
            await engine.Images.InspectImageAsync(image, token);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (IsEngineFault(exception))
        {
            throw new RuntimeException($"Looking for the image {image} failed: {EngineFault.Of(exception)}", exception);
        }
    }

    private async Task<ContainerInspectResponse?> InspectAsync(BackendId backend, CancellationToken token)
    {
        try
        {
            return await engine.Containers.InspectContainerAsync(ContainerName.Of(backend), token);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }

    private async Task KillAsync(BackendId backend, string signal, CancellationToken token)
    {
        try
        {
            await engine.Containers.KillContainerAsync(ContainerName.Of(backend), new ContainerKillParameters { Signal = signal }, token);
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // It ended by itself in between: just what was wanted.
            log.EndedBefore(backend, signal);
        }
    }

    /// <returns>Null while it runs, and while the engine cannot say.</returns>
    private async Task<BackendExit?> TryReadExitAsync(BackendId backend, CancellationToken token)
    {
        try
        {
            var container = await InspectAsync(backend, token);
            return container switch
            {
                null => BackendExit.Unknown,
                { State: { Running: false, Status: "exited" or "dead" } state } => new BackendExit((int)state.ExitCode, state.OOMKilled ? "out of memory" : state.Error ?? ""),
                _ => null,
            };
        }
        catch (Exception exception) when (IsEngineFault(exception))
        {
            log.EngineSilent(exception, backend);
            return null;
        }
    }

    /// <returns>True once the engine says that there is no such container.</returns>
    private async Task<bool> TryRemoveAsync(BackendId backend, CancellationToken token)
    {
        try
        {
            await engine.Containers.RemoveContainerAsync(ContainerName.Of(backend), new ContainerRemoveParameters { Force = true }, token);
            return await InspectAsync(backend, token) is null;
        }
        catch (DockerContainerNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (IsEngineFault(exception))
        {
            // 409 is a removal already under way; anything else is asked again as well, for ever: the key is not released before.
            log.RemovalRepeats(exception, backend);
            return false;
        }
    }

    private async Task FollowEventsAsync(CancellationToken token)
    {
        // What happened before the stream was open is found by looking, what happened while it opens by the overlap.
        _exits.RaiseAll();
        var filters = ContainerLabels.Filter(options);
        filters["type"] = new Dictionary<string, bool> { ["container"] = true };
        filters["event"] = new Dictionary<string, bool> { ["die"] = true, ["destroy"] = true };
        var since = (clock.GetUtcNow() - EventOverlap).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await engine.System.MonitorEventsAsync(new ContainerEventsParameters { Filters = filters, Since = since }, new DirectProgress<Message>(Notice), token);
    }

    private void Notice(Message message)
    {
        if (message.Actor?.Attributes is { } attributes && attributes.TryGetValue(ContainerLabels.Backend, out var id) && BackendId.TryParse(id, out var backend))
        {
            _exits.Raise(backend);
        }
    }
}
