namespace Plane.Tests.Storm;

/// <summary>A test that starts a Docker Engine of its own: needs root and the programs; skipped without them, save under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StormFactAttribute : FactAttribute
{
    public StormFactAttribute()
    {
        string[] missing = [.. new[] { "nats-server", "dockerd", "ip", "busybox" }.Where(static program => Peers.Programs.Find(program) is null), .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["root"]];
        if (missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"NOT RUN: {string.Join(", ", missing)} is not there.";
        }
    }
}
