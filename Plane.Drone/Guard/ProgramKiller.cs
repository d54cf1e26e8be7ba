using Plane.Domain.Identity;
using Plane.Drone.Runtime.Process;

namespace Plane.Drone.Guard;

/// <summary>Programs of the process runtime, by the group their folder names.</summary>
internal sealed class ProgramKiller(string stateDirectory) : IBackendKiller
{
    public Task<bool> TryKillAsync(JournalEntry entry, CancellationToken token)
    {
        var folder = ProgramFolder.Of(stateDirectory, BackendId.Parse(entry.Backend));
        if (ProgramGroup.IsAlive(folder))
        {
            ProgramGroup.Kill(folder);
            return Task.FromResult(false);
        }

        folder.Delete();
        return Task.FromResult(true);
    }
}
