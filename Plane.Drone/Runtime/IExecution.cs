using Plane.Contracts.Drones;

namespace Plane.Drone.Runtime;

/// <summary>A further program that runs beside a backend's own. One task reads, one writes. Disposing lets go of its streams and leaves it running.</summary>
internal interface IExecution : IAsyncDisposable
{
    /// <summary>Whatever it has written; nothing at the end, and both streams are one where it has a terminal.</summary>
    /// <exception cref="RuntimeException">The engine is gone.</exception>
    Task<(int Count, bool IsErrors)> ReadAsync(byte[] buffer, CancellationToken token);

    /// <summary>Does nothing where it takes no input any more.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken token);

    void EndInput();

    Task ResizeAsync(TerminalSize size, CancellationToken token);

    /// <summary>Once its output has ended.</summary>
    /// <returns>Null where nobody knows.</returns>
    /// <exception cref="RuntimeException">The engine is gone, or its output has not ended but its connection.</exception>
    Task<int?> ExitCodeAsync(CancellationToken token);

    /// <summary>Kills it and all that it started. Returns when nothing of that is left, or the time for it is over.</summary>
    Task KillAsync(CancellationToken token);
}
