namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program of this machine that serves as well as the container's image and starts sooner.</summary>
/// <param name="isInstalled">Asked once, before anything starts.</param>
/// <param name="make">Makes the command line, each time the resource starts.</param>
internal sealed class LocalCommandAnnotation(Func<bool> isInstalled, Func<LocalCommandContext, LocalCommand> make) : IResourceAnnotation
{
    public Func<bool> IsInstalled { get; } = isInstalled;

    public Func<LocalCommandContext, LocalCommand> Make { get; } = make;
}
