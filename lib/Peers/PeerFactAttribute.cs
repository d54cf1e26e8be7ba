using Xunit;

namespace Peers;

/// <summary>A test against real programs: skipped, with the name of the missing one, where they are not installed; under CI it fails there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute
{
    /// <summary>Needs nats-server.</summary>
    public PeerFactAttribute()
        : this("nats-server")
    {
    }

    /// <summary>Needs all of <paramref name="programs"/>.</summary>
    public PeerFactAttribute(params string[] programs)
    {
        Programs = programs;
        var missing = programs.Where(p => Peers.Programs.Find(p) is null).ToArray();
        if (missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"NOT RUN: {string.Join(", ", missing)} is not installed.";
        }
    }

    /// <summary>What it runs against.</summary>
    public string[] Programs { get; }
}
