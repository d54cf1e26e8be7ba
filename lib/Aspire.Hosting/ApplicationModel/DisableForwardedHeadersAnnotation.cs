namespace Aspire.Hosting.ApplicationModel;

/// <summary>The project is told nothing of a proxy in front of it.</summary>
internal sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
