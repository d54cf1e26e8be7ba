using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes a resource into the manifest instead of what its kind would write. The last one of a resource counts.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <param name="callback">Called inside the resource's JSON object; null leaves the resource out.</param>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback) =>
        Callback = callback is null ? null : context =>
        {
            callback(context);
            return Task.CompletedTask;
        };

    /// <inheritdoc cref="ManifestPublishingCallbackAnnotation(Action{ManifestPublishingContext})"/>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) => Callback = callback;

    /// <summary>Leaves the resource out.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

    /// <summary>Null: the resource is left out.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}
