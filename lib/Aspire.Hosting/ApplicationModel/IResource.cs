namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named part of the distributed application.</summary>
public interface IResource
{
    /// <summary>1-64 ASCII letters, digits and hyphens, beginning with a letter; unique in the model, ignoring case.</summary>
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
