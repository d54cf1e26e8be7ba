namespace Plane.Drone.Guard;

/// <summary>Kills what one kind of runtime started.</summary>
internal interface IBackendKiller
{
    /// <returns>True once nothing of it is left for certain; false: try again.</returns>
    Task<bool> TryKillAsync(JournalEntry entry, CancellationToken token);
}
