namespace Plane.Tests.Drone.Proxy;

/// <summary>A test with a <see cref="FarMachine"/>: needs root and the programs; skipped without them, save under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FarMachineFactAttribute : FactAttribute
{
    public FarMachineFactAttribute()
    {
        string[] missing = [.. new[] { "nats-server", "ip", "busybox" }.Where(static program => Peers.Programs.Find(program) is null), .. Environment.IsPrivilegedProcess ? Array.Empty<string>() : ["root"]];
        if (missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"NOT RUN: {string.Join(", ", missing)} is not there.";
        }
    }
}
