using Xunit;

namespace Peers;

/// <summary>
/// A test against the Docker Engine and, if named, further programs: skipped, with the reason, where one is missing; under CI it fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerFactAttribute : FactAttribute
{
    // busybox goes into the test images.
    private static readonly Lazy<string[]> AlwaysMissing = new(() =>
        [.. DockerEngine.IsThere() ? Array.Empty<string>() : [$"Docker at {DockerEngine.Endpoint}"], .. NotInstalled("busybox")]);

    /// <summary>Needs the engine and all of <paramref name="programs"/>.</summary>
    public DockerFactAttribute(params string[] programs)
    {
        Programs = programs;
        string[] missing = [.. AlwaysMissing.Value, .. NotInstalled(programs)];
        if (missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"NOT RUN: {string.Join(", ", missing)} is not there.";
        }
    }

    /// <summary>What it runs against besides the engine.</summary>
    public string[] Programs { get; }

    private static IEnumerable<string> NotInstalled(params string[] programs) => programs.Where(p => Peers.Programs.Find(p) is null);
}
