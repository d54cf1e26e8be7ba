using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Process;

/// <summary>What the process runtime keeps of one program, in the state directory, so that another process can find, read and kill it.</summary>
internal sealed class ProgramFolder
{
    private ProgramFolder(string path) => FullPath = path;

    public string FullPath { get; }

    /// <summary>Identity and address, written before the start.</summary>
    public string Card => Path.Combine(FullPath, "card.json");

    public string Output => Path.Combine(FullPath, "stdout");

    public string Errors => Path.Combine(FullPath, "stderr");

    /// <summary>The group leader's own /proc/self/stat line, which it writes before the program begins.</summary>
    public string Leader => Path.Combine(FullPath, "leader");

    /// <summary>The program's exit code, written by the group leader when it has ended.</summary>
    public string ExitCode => Path.Combine(FullPath, "exit");

    public static ProgramFolder Of(string stateDirectory, BackendId backend) => new(Path.Combine(Root(stateDirectory), backend.Value));

    public static string Root(string stateDirectory) => Path.Combine(stateDirectory, "programs");

    /// <summary>Nothing is left of it.</summary>
    public void Delete()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
