namespace Plane.Drone.Runtime;

/// <summary>A runtime that keeps things beyond the life of a backend. Volumes and mounted folders are never touched.</summary>
internal interface IPrunable
{
    /// <returns>How many containers and images are gone.</returns>
    /// <exception cref="RuntimeException">The engine does not answer.</exception>
    Task<(int Containers, int Images)> PruneAsync(PruneOrder order, CancellationToken token);
}
