namespace Aspire.Hosting.ApplicationModel;

/// <summary>A directory or volume inside a container.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <param name="source">A path of this machine, or a volume's name (null: anonymous).</param>
    /// <param name="target">An absolute path in the container.</param>
    /// <param name="type">What <paramref name="source"/> is.</param>
    /// <param name="isReadOnly">Whether the container may write.</param>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type == ContainerMountType.BindMount && !Path.IsPathRooted(source))
        {
            throw new ArgumentException("A bind mount needs an absolute source path.", nameof(source));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    public string? Source { get; }

    public string Target { get; }

    public ContainerMountType Type { get; }

    public bool IsReadOnly { get; }
}
