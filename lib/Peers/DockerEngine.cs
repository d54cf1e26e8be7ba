using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Peers;

/// <summary>
/// The Docker Engine of this machine, at <c>DOCKER_HOST</c> or <c>/var/run/docker.sock</c>, spoken to directly so that tests of a client
/// library do not prepare their ground with that library.
/// </summary>
public sealed class DockerEngine : IDisposable
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync })
    {
        BaseAddress = new Uri("http://localhost/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>Scheme unix or tcp.</summary>
    public static Uri Endpoint { get; } = new(
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock");

    /// <summary>True when something accepts a connection there.</summary>
    public static bool IsThere()
    {
        try
        {
            using var socket = Open();
            socket.Connect(Address());
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
        if (await IsCurrentAsync(image, cancellationToken))
        {
            return image.Name;
        }

        using var held = await LockAsync(cancellationToken);
        if (!await IsCurrentAsync(image, cancellationToken))
        {
            await ImportAsync(image, image.Name, [], cancellationToken);
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
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        await ThrowOnErrorAsync(response, "import " + name, cancellationToken);
    }

    /// <summary>Pushes to the registry that the name begins with.</summary>
    public async Task PushAsync(string name, string? user, string? password, CancellationToken cancellationToken = default)
    {
        var (repository, tag) = Split(name);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"images/{repository}/push?tag={Uri.EscapeDataString(tag)}");
        var credentials = new JsonObject { ["username"] = user, ["password"] = password };
        request.Headers.Add("X-Registry-Auth", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.ToJsonString())).Replace('+', '-').Replace('/', '_'));
        using var response = await _http.SendAsync(request, cancellationToken);
        await ThrowOnErrorAsync(response, "push " + name, cancellationToken);
    }

    /// <summary>Removes the image, or only this name of it; one that is not there is fine.</summary>
    public async Task RemoveImageAsync(string name, CancellationToken cancellationToken = default)
    {
        using var response = await _http.DeleteAsync(new Uri($"images/{name}?force=1", UriKind.Relative), cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await ThrowOnErrorAsync(response, "remove " + name, cancellationToken);
        }
    }

    /// <summary>Names and tags of the images here.</summary>
    public async Task<IReadOnlyList<string>> ListImagesAsync(CancellationToken cancellationToken = default)
    {
        var images = await GetAsync("images/json", cancellationToken);
        return [.. images!.AsArray().SelectMany(i => i!["RepoTags"]?.AsArray() ?? []).Select(t => t!.GetValue<string>())];
    }

    /// <summary>Kills and removes all containers whose name begins so.</summary>
    public async Task RemoveContainersAsync(string prefix, CancellationToken cancellationToken = default)
    {
        var filters = Uri.EscapeDataString($$"""{"name":["^/{{prefix}}"]}""");
        foreach (var container in (await GetAsync($"containers/json?all=1&filters={filters}", cancellationToken))!.AsArray())
        {
            var id = container!["Id"]!.GetValue<string>();
            using var response = await _http.DeleteAsync(new Uri($"containers/{id}?force=1&v=1", UriKind.Relative), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static (string Repository, string Tag) Split(string name)
    {
        var colon = name.LastIndexOf(':');
        return (name[..colon], name[(colon + 1)..]);
    }

    private static EndPoint Address() => Endpoint.Scheme == "unix"
        ? new UnixDomainSocketEndPoint(Endpoint.AbsolutePath)
        : new DnsEndPoint(Endpoint.Host, Endpoint.Port);

    private static Socket Open() => Endpoint.Scheme == "unix"
        ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = Open();
        await socket.ConnectAsync(Address(), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // A FileStream without sharing holds a flock, which ends with its process whatever happens.
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "plane-test-images.lock");
        FileStream? held = null;
        await Poll.UntilAsync(() => (held = TryLock(path)) is not null, LockLimit, "the lock on test images", cancellationToken);
        return held!;
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    // Imports and pushes fail inside a 200 as well, on a line of their own.
    private static async Task ThrowOnErrorAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || body.Contains("\"errorDetail\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Docker could not {what}: {(int)response.StatusCode} {body}");
        }
    }

    private async Task<bool> IsCurrentAsync(TestImage image, CancellationToken cancellationToken)
    {
        var found = await GetAsync($"images/{image.Name}/json", cancellationToken);
        return found?["Config"]?["Labels"]?[TestImage.DefinitionLabel]?.GetValue<string>() == image.Definition;
    }

    private async Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonNode.ParseAsync(body, cancellationToken: cancellationToken);
    }
}
