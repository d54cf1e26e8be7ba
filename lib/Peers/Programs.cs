namespace Peers;

/// <summary>Finds the programs that tests run against.</summary>
public static class Programs
{
    // Debian puts servers where an ordinary user's PATH does not look.
    private static readonly string[] Extra = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>Full path, or null when the machine has no such program.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Extra)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Full path, or <see cref="InvalidOperationException"/> that names the program.</summary>
    public static string Require(string name) => Find(name) ?? throw new InvalidOperationException($"{name} is not installed (looked in PATH and sbin).");
}
