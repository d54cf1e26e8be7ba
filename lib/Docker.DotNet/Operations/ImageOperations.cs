using Docker.DotNet.Models;
using Docker.DotNet.Transport;
using Docker.DotNet.Wire;

namespace Docker.DotNet.Operations;

internal sealed class ImageOperations(EngineClient engine) : IImageOperations
{
    private const string FromBody = "-";

    public Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Get("images/json");
        call.Query.Add("all", parameters.All).Add("digests", parameters.Digests).Add("filters", parameters.Filters);
        return engine.ReadAsync(call, DockerJson.Default.IListImagesListResponse, cancellationToken);
    }

    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default) =>
        engine.ReadAsync(
            ApiCall.Get(EnginePath.Image(name, "/json"), Missing.Image), DockerJson.Default.ImageInspectResponse, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters, AuthConfig authConfig, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, null, authConfig, null, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        AuthConfig authConfig,
        IDictionary<string, string> headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, null, authConfig, headers, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        Stream imageStream,
        AuthConfig authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, imageStream, authConfig, null, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        Stream imageStream,
        AuthConfig authConfig,
        IDictionary<string, string> headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(progress);
        var call = ApiCall.Post("images/create").WithHeaders(headers)
            .WithHeaders([new(RegistryAuth.Header, RegistryAuth.Encode(authConfig))]);
        if (imageStream is not null)
        {
            parameters.FromSrc = FromBody;
            call.WithTar(imageStream);
        }

        call.Query.Add("fromImage", parameters.FromImage).Add("fromSrc", parameters.FromSrc).Add("repo", parameters.Repo)
            .Add("tag", parameters.Tag).Add("message", parameters.Message).Add("changes", parameters.Changes)
            .Add("platform", parameters.Platform);
        return engine.ReportAsync(call, DockerJson.Default.JSONMessage, progress, cancellationToken);
    }

    public Task<IList<IDictionary<string, string>>> DeleteImageAsync(
        string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Delete(EnginePath.Image(name, ""), Missing.Image);
        call.Query.Add("force", parameters.Force).Add("noprune", parameters.NoPrune);
        return engine.ReadAsync(call, DockerJson.Default.IListIDictionaryStringString, cancellationToken);
    }

    public Task<ImagesPruneResponse> PruneImagesAsync(ImagesPruneParameters parameters = null, CancellationToken cancellationToken = default)
    {
        var call = ApiCall.Post("images/prune");
        call.Query.Add("filters", parameters?.Filters);
        return engine.ReadAsync(call, DockerJson.Default.ImagesPruneResponse, cancellationToken);
    }

    public Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var call = ApiCall.Post(EnginePath.Image(name, "/tag"), Missing.Image);
        call.Query.Add("repo", parameters.RepositoryName).Add("tag", parameters.Tag).Add("force", parameters.Force);
        return engine.SendAsync(call, cancellationToken);
    }
}
