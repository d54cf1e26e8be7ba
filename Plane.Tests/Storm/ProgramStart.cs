using System.Diagnostics;
using System.Reflection;
using Peers;

namespace Plane.Tests.Storm;

/// <summary>Starts a program as a process of its own, to be killed or frozen, with its output in a file. It dies with the test host.</summary>
internal static class ProgramStart
{
    /// <summary>The file that the build makes of one of the product's programs.</summary>
    public static string FileOf(Assembly program) => Path.ChangeExtension(program.Location, null);

    /// <param name="log">Appended to.</param>
    /// <param name="environment">On top of the test host's.</param>
    /// <returns>The program's own process: the shell becomes it.</returns>
    public static Task<Process> StartAsync(string program, string log, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetDirectoryName(log), ArgumentList = { "-c", "exec \"$@\" >>\"$0\" 2>&1", log, program } };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return ChildProcess.StartAsync(start);
    }
}
