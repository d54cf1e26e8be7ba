using Plane.Contracts.Drones;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime;

/// <summary>A runtime that can run a further program beside a backend's own.</summary>
internal interface IExecutes
{
    /// <param name="command">Program and arguments.</param>
    /// <param name="terminal">It gets a terminal of this size; null for none.</param>
    /// <exception cref="RuntimeException">It cannot be started; the message is for who wanted it.</exception>
    Task<IExecution> ExecuteAsync(BackendId backend, IReadOnlyList<string> command, TerminalSize? terminal, CancellationToken token);
}
