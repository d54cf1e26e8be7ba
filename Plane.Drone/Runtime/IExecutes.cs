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

    /// <summary>
    /// Kills what was run and is followed by nobody any more, with all that it started: programs of an earlier life of this drone that was killed, and
    /// such as could not be killed when they were called off. Backends' own programs are not touched.
    /// </summary>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    Task EndLeftProgramsAsync(CancellationToken token);
}
