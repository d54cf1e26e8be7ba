using Xunit;

namespace Peers;

/// <summary>As <see cref="PeerFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    /// <summary>Needs nats-server.</summary>
    public PeerTheoryAttribute()
        : this("nats-server")
    {
    }

    /// <summary>Needs all of <paramref name="programs"/>.</summary>
    public PeerTheoryAttribute(params string[] programs)
    {
        Programs = programs;
        Skip = new PeerFactAttribute(programs).Skip;
    }

    /// <summary>What it runs against.</summary>
    public string[] Programs { get; }
}
