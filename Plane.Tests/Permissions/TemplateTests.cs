using System.Diagnostics;
using Peers;
using Plane.Tests.Architecture;

namespace Plane.Tests.Permissions;

/// <summary>The files of samples/nats as an operator puts them to use.</summary>
public sealed class TemplateTests
{
    private static readonly string Templates = Path.Combine(Repository.Root, "samples", "nats");

    [PeerFact]
    public async Task The_sample_configuration_is_one_that_the_server_takes()
    {
        using var certificates = new PeerCertificates();
        var folder = Directory.CreateTempSubdirectory("plane-nats-sample-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Templates))
            {
                var text = (await File.ReadAllTextAsync(file))
                    .Replace("@CLUSTER@", "sessions_example_com", StringComparison.Ordinal).Replace("@KEY@", "sessions_example_com", StringComparison.Ordinal).Replace("@DRONE@", "dr-1", StringComparison.Ordinal)
                    .Replace("/etc/nats/server.pem", certificates.ServerCertFile, StringComparison.Ordinal).Replace("/etc/nats/server.key", certificates.ServerKeyFile, StringComparison.Ordinal)
                    .Replace("/etc/nats/ca.pem", certificates.CaFile, StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), text);
            }

            var (code, said) = await CheckAsync(Path.Combine(folder, "nats-server.conf"));
            Assert.True(code == 0, said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Code, string Said)> CheckAsync(string file)
    {
        var start = new ProcessStartInfo(Programs.Require("nats-server")) { ArgumentList = { "-t", "-c", file }, RedirectStandardError = true };
        foreach (var role in new[] { "CONTROLLER", "DNS", "DRONE", "APPLICATION", "OBSERVER" })
        {
            start.Environment[$"PLANE_{role}_PASSWORD"] = "a-word";
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
