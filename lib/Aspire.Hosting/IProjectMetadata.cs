using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Which project a <see cref="ProjectResource"/> runs; the classes in <c>Projects</c> are generated from the AppHost's project references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Launch settings to use instead of the project's file.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>The project is built already when the AppHost runs.</summary>
    bool SuppressBuild => false;
}
