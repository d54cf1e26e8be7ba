namespace Aspire.Hosting.ApplicationModel;

/// <summary>Set at start on a container resource that a local program stands in for in this run.</summary>
internal sealed class LocalProcessAnnotation : IResourceAnnotation
{
}
