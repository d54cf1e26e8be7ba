using System.Collections.Immutable;
using System.Net;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Backends;

namespace Plane.Drone.Runtime;

/// <summary>
/// What runs backends: an engine, or this machine itself. Everything goes by the backend's id. A fault that belongs to one backend is a
/// <see cref="RuntimeException"/> with a message for its owner.
/// </summary>
internal interface IRuntime : IDisposable
{
    /// <summary>How the guard finds what this runtime started.</summary>
    RuntimeKind Kind { get; }

    /// <summary>Follows exits until cancelled; without it <see cref="ExitOfAsync"/> is slow to notice.</summary>
    Task WatchAsync(CancellationToken token);

    /// <summary>Makes the image available. Concurrent calls for one image share one pull.</summary>
    Task PrepareAsync(BackendSpec spec, IProgress<PullProgress> progress, CancellationToken token);

    /// <summary>Describes it to the engine; nothing runs yet. The name appears before this returns, or never.</summary>
    Task CreateAsync(BackendLaunch launch, CancellationToken token);

    /// <summary>Runs what was created.</summary>
    Task<StartedBackend> StartAsync(BackendLaunch launch, CancellationToken token);

    /// <summary>Returns when it has answered HTTP once.</summary>
    /// <exception cref="StartupTimeoutException">The runtime itself gave up waiting.</exception>
    /// <exception cref="StartupFailedException">The runtime knows that no answer will come.</exception>
    Task UntilAnsweredAsync(BackendId backend, IPEndPoint address, CancellationToken token);

    /// <summary>What runs under this name already, for re-adoption; null where nothing does.</summary>
    /// <param name="ports">Those it was told to listen on, the one without a name first.</param>
    Task<StartedBackend?> FindAsync(BackendId backend, ImmutableArray<int> ports, CancellationToken token);

    /// <summary>Waits until it does not run (or does not exist).</summary>
    Task<BackendExit> ExitOfAsync(BackendId backend, CancellationToken token);

    /// <summary>Asks it to end (soft, its stop signal) or makes it (hard). Returns when that is delivered; nothing to end is fine.</summary>
    Task SignalAsync(BackendId backend, TerminationKind kind, CancellationToken token);

    /// <summary>Kills and removes it. Returns only once the engine confirms that nothing of it is left.</summary>
    Task RemoveAsync(BackendId backend, CancellationToken token);

    /// <summary>Everything this drone ever created that is still there, running or not.</summary>
    Task<IReadOnlyList<FoundBackend>> ListAsync(CancellationToken token);

    /// <summary>Its output, line by line, until it ends.</summary>
    /// <param name="after">What is not told again.</param>
    IAsyncEnumerable<LogLine> LogsAsync(BackendId backend, OutputPosition after, CancellationToken token);

    /// <summary>What it uses now; null where it does not run, and where this runtime cannot tell.</summary>
    Task<ResourceReading?> MeasureAsync(BackendId backend, CancellationToken token) => Task.FromResult<ResourceReading?>(null);

    /// <summary>References of the images it has.</summary>
    Task<IReadOnlyList<string>> ImagesAsync(CancellationToken token);
}
