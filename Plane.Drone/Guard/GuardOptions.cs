namespace Plane.Drone.Guard;

/// <param name="StateDirectory">Where drone and guard meet; absolute.</param>
/// <param name="Command">How this very program is started again: file, then arguments in front of the verb.</param>
/// <param name="Engine">Where the drone's engine is, as <c>DOCKER_HOST</c> says it; null for the local socket. The guard must not ask another one.</param>
internal sealed record GuardOptions(string StateDirectory, IReadOnlyList<string> Command, string? Engine)
{
    /// <summary>The program's own file where it has one, else the runtime with its assembly.</summary>
    public static IReadOnlyList<string> OwnCommand()
    {
        var assembly = typeof(GuardOptions).Assembly.Location;
        var native = Path.ChangeExtension(assembly, null);
        return File.Exists(native) ? [native] : [Path.Combine(RuntimeRoot(), "dotnet"), "exec", assembly];
    }

    private static string RuntimeRoot() => Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetDirectoryName(Environment.ProcessPath)!;
}
