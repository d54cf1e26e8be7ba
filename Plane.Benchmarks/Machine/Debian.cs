using System.Diagnostics;

namespace Plane.Benchmarks.Machine;

/// <summary>Installs the programs that ours are compared with, and what generates load.</summary>
internal static class Debian
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Machine", "install.sh");

    /// <param name="pairs">Program and package, <c>haproxy:haproxy</c>; a path with <c>*</c> stands for a file that is not a program.</param>
    /// <exception cref="InvalidOperationException">Something is missing and cannot be installed.</exception>
    public static async Task EnsureAsync(CancellationToken token, params string[] pairs)
    {
        using var install = Process.Start(new ProcessStartInfo("/bin/sh", [Script, .. pairs]))!;
        await install.WaitForExitAsync(token);
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException("The programs to compare with could not be installed; root and Debian are needed.");
        }
    }
}
