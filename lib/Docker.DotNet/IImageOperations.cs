using Docker.DotNet.Models;

namespace Docker.DotNet;

/// <summary>
/// Images, by id or reference. An unknown one is a <see cref="DockerImageNotFoundException"/> — except where one is created: there the
/// registry's 404 is a plain <see cref="DockerApiException"/>.
/// </summary>
public interface IImageOperations
{
    Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken = default);

    Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Pulls, and returns when the engine has nothing more to say. What fails once the pull has begun is only a
    /// <see cref="JSONMessage.ErrorMessage"/>: look for one. Cancelling ends the pull, unless another client waits for the same.
    /// </summary>
    Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateImageAsync(ImagesCreateParameters, AuthConfig, IProgress{JSONMessage}, CancellationToken)"/>
    Task CreateImageAsync(ImagesCreateParameters parameters, AuthConfig authConfig, IDictionary<string, string> headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <summary>Imports a root file system from a tar; sets <see cref="ImagesCreateParameters.FromSrc"/>.</summary>
    Task CreateImageAsync(ImagesCreateParameters parameters, Stream imageStream, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateImageAsync(ImagesCreateParameters, Stream, AuthConfig, IProgress{JSONMessage}, CancellationToken)"/>
    Task CreateImageAsync(ImagesCreateParameters parameters, Stream imageStream, AuthConfig authConfig, IDictionary<string, string> headers, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default);

    /// <returns>Steps: each has one of the keys <c>Untagged</c> and <c>Deleted</c>.</returns>
    Task<IList<IDictionary<string, string>>> DeleteImageAsync(string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default);

    /// <summary>Removes untagged images no container uses; with the filter <c>dangling</c> → <c>false</c>, tagged ones too.</summary>
    Task<ImagesPruneResponse> PruneImagesAsync(ImagesPruneParameters parameters = null, CancellationToken cancellationToken = default);

    Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken = default);
}
