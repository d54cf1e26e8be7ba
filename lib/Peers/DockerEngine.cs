using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Peers;

/// <summary>
/// The Docker Engine of this machine, at <c>DOCKER_HOST</c> or <c>/var/run/docker.sock</c>, or another, spoken to directly so that tests of a
/// client library do not prepare their ground with that library.
/// </summary>
/// <param name="engine">Null for this machine's.</param>
public sealed class DockerEngine(Uri? engine = null) : IDisposable
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(2);

    private readonly EngineHttp _http = new(engine ?? Endpoint);

    /// <summary>Scheme unix or tcp.</summary>
    public static Uri Endpoint { get; } = new(
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock");

    /// <summary>A socket connected to this machine's engine.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static Socket Connect() => EngineHttp.Connect(Endpoint);

    /// <summary>True when something accepts a connection there.</summary>
    public static bool IsThere()
    {
        try
        {
            Connect().Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes sure that the image is here and as its definition says, and returns its name. Any number of test processes may ask at once:
    /// one builds, under a file lock. Images stay for the next run.
    /// </summary>
    public async Task<string> EnsureAsync(TestImage image, CancellationToken cancellationToken = default)
    {
        if (!await IsCurrentAsync(image, cancellationToken))
        {
            using var held = await FileLock.TakeAsync("plane-test-images.lock", LockLimit, cancellationToken);
            if (!await IsCurrentAsync(image, cancellationToken))
            {
                await ImportAsync(image, image.Name, [], cancellationToken);
            }
        }

        return image.Name;
    }

    /// <summary>Makes an image of this definition under another name; <paramref name="payload"/> makes its one layer unlike any other.</summary>
    public async Task ImportAsync(TestImage image, string name, byte[] payload, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = Split(name);
        var path = $"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}"
            + string.Concat(image.Changes.Select(c => "&changes=" + Uri.EscapeDataString(c)));
        using var content = new ByteArrayContent(image.ToTar(payload));
        await _http.PostAsync(path, content, null, cancellationToken);
    }

    /// <summary>Pushes to the registry that the name begins with.</summary>
    public async Task PushAsync(string name, string? user, string? password, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = Split(name);
        var credentials = new JsonObject { ["username"] = user, ["password"] = password };
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.ToJsonString())).Replace('+', '-').Replace('/', '_');
        await _http.PostAsync($"images/{repository}/push?tag={Uri.EscapeDataString(tag)}", null, header, cancellationToken);
    }

    /// <summary>Removes the image, or only this name of it; one that is not there is fine.</summary>
    public Task RemoveImageAsync(string name, CancellationToken cancellationToken = default) =>
        _http.DeleteAsync($"images/{name}?force=1", cancellationToken);

    /// <summary>Names and tags of the images here.</summary>
    public async Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken = default)
    {
        var images = await _http.GetAsync("images/json", cancellationToken);
        return [.. images!.AsArray().SelectMany(i => i!["RepoTags"]?.AsArray() ?? []).Select(t => t!.GetValue<string>())];
    }

    /// <summary>Names of the containers, running or not, whose name begins so.</summary>
    public Task<IReadOnlyList<string>> ListContainersAsync(string prefix, CancellationToken cancellationToken = default) =>
        ListAsync($$"""{"name":["^/{{prefix}}"]}""", cancellationToken);

    /// <summary>Names of the containers, running or not, with this label: <c>name</c> or <c>name=value</c>.</summary>
    public Task<IReadOnlyList<string>> ListLabelledAsync(string label, CancellationToken cancellationToken = default) =>
        ListAsync($$"""{"label":["{{label}}"]}""", cancellationToken);

    /// <summary>Kills and removes all containers whose name begins so.</summary>
    public async Task RemoveContainersAsync(string prefix, CancellationToken cancellationToken = default)
    {
        foreach (var name in await ListContainersAsync(prefix, cancellationToken))
        {
            await _http.DeleteAsync($"containers/{name}?force=1&v=1", cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static (string Repository, string Tag) Split(string name)
    {
        var colon = name.LastIndexOf(':');
        return (name[..colon], name[(colon + 1)..]);
    }

    private async Task<IReadOnlyList<string>> ListAsync(string filters, CancellationToken cancellationToken)
    {
        var containers = await _http.GetAsync($"containers/json?all=1&filters={Uri.EscapeDataString(filters)}", cancellationToken);
        return [.. containers!.AsArray().Select(c => c!["Names"]![0]!.GetValue<string>().TrimStart('/'))];
    }

    private async Task<bool> IsCurrentAsync(TestImage image, CancellationToken cancellationToken)
    {
        var found = await _http.GetAsync($"images/{image.Name}/json", cancellationToken);
        return found?["Config"]?["Labels"]?[TestImage.DefinitionLabel]?.GetValue<string>() == image.Definition;
    }
}
