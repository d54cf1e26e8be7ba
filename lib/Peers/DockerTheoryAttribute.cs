using Xunit;

namespace Peers;

/// <summary>As <see cref="DockerFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerTheoryAttribute : TheoryAttribute
{
    /// <summary>Needs the engine and all of <paramref name="programs"/>.</summary>
    public DockerTheoryAttribute(params string[] programs)
    {
        Programs = programs;
        Skip = new DockerFactAttribute(programs).Skip;
    }

    /// <summary>What it runs against besides the engine.</summary>
    public string[] Programs { get; }
}
