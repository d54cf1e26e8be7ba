using System.Diagnostics;

namespace Peers;

/// <summary>The files a <see cref="DockerRegistry"/> is started with.</summary>
internal static class RegistryConfiguration
{
    /// <summary>Writes them into <paramref name="directory"/> and returns the path of the main one; port 0 lets the registry choose.</summary>
    public static async Task<string> WriteAsync(string directory, string? user, string? password, CancellationToken cancellationToken)
    {
        var text = $"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {directory}/data
            http:
              addr: 127.0.0.1:0

            """;
        if (user is not null)
        {
            text += $"""
                auth:
                  htpasswd:
                    realm: plane-test
                    path: {directory}/htpasswd

                """;
            await File.WriteAllTextAsync(Path.Combine(directory, "htpasswd"), await HashAsync(user, password, cancellationToken), cancellationToken);
        }

        var path = Path.Combine(directory, "config.yml");
        await File.WriteAllTextAsync(path, text, cancellationToken);
        return path;
    }

    // bcrypt, the only hash the registry takes; the password travels by standard input, not in the process list.
    private static async Task<string> HashAsync(string user, string? password, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require("htpasswd"), ["-niB", user])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = await ChildProcess.StartAsync(start);
        await process.StandardInput.WriteAsync(password.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync(cancellationToken);
    }
}
