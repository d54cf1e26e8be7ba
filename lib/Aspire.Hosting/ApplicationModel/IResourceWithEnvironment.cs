namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose process takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource
{
}
