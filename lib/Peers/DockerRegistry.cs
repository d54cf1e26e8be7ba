using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Peers;

/// <summary>
/// A real registry (Debian's <c>docker-registry</c>) on loopback, on a port it chose itself, with storage of its own. Disposing kills it,
/// deletes the storage and removes the images that the engine pulled from it.
/// </summary>
public sealed partial class DockerRegistry : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly DockerEngine _engine = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-registry-").FullName;
    private readonly ConcurrentQueue<string> _requests = new();
    private Process? _process;

    private DockerRegistry(string? user, string? password)
    {
        User = user;
        Password = password;
    }

    /// <summary>Null: anybody may push and pull.</summary>
    public string? User { get; }

    /// <summary>Of <see cref="User"/>.</summary>
    public string? Password { get; }

    /// <summary>Host and port: what an image's name begins with. The engine speaks plain HTTP to loopback.</summary>
    public string Host { get; private set; } = string.Empty;

    /// <summary>Returns when it listens. With a user, needs <c>htpasswd</c> (Debian's apache2-utils).</summary>
    public static async Task<DockerRegistry> StartAsync(string? user = null, string? password = null, CancellationToken cancellationToken = default)
    {
        var registry = new DockerRegistry(user, password);
        try
        {
            await registry.LaunchAsync(cancellationToken);
            return registry;
        }
        catch (Exception)
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Puts an image into the registry that the engine has no layer of, so that pulling it moves <paramref name="payloadBytes"/> random
    /// bytes and more. Returns its full name.
    /// </summary>
    public async Task<string> PublishAsync(TestImage image, string name = "session:1", int payloadBytes = 1024, CancellationToken cancellationToken = default)
    {
        var full = $"{Host}/{name}";
        await _engine.ImportAsync(image, full, RandomNumberGenerator.GetBytes(payloadBytes), cancellationToken);
        await _engine.PushAsync(full, User, Password, cancellationToken);
        await _engine.RemoveImageAsync(full, cancellationToken);
        return full;
    }

    /// <summary>Method and path of every request answered until now (its access log), in the order of their ends.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync(CancellationToken cancellationToken = default)
    {
        // What was answered before this one was answered is logged before it.
        var mark = $"/v2/?mark={Guid.NewGuid():N}";
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://{Host}{mark}"), cancellationToken);
        await Poll.UntilAsync(() => _requests.Contains($"GET {mark}"), StartLimit, "the registry's access log", cancellationToken);
        return [.. _requests.TakeWhile(request => request != $"GET {mark}")];
    }

    /// <summary>Changes the last byte of the largest blob on disk: a pull of it begins well and fails when its digest is checked.</summary>
    public void CorruptLargestBlob()
    {
        var blob = new DirectoryInfo(_directory).EnumerateFiles("data", SearchOption.AllDirectories).MaxBy(f => f.Length)!;
        using var file = blob.Open(FileMode.Open, FileAccess.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        var last = file.ReadByte();
        file.Seek(-1, SeekOrigin.End);
        file.WriteByte((byte)~last);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
        await RemovePulledAsync();
        _engine.Dispose();
    }

    [GeneratedRegex("listening on (127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("\"([A-Z]+ /[^ ]*) HTTP/")]
    private static partial Regex Request();

    private void Note(string? line)
    {
        if (line is not null && Request().Match(line) is { Success: true } match)
        {
            _requests.Enqueue(match.Groups[1].Value);
        }
    }

    private async Task RemovePulledAsync()
    {
        if (Host.Length == 0)
        {
            return;
        }

        foreach (var image in await _engine.ListImagesAsync())
        {
            if (image.StartsWith(Host + "/", StringComparison.Ordinal))
            {
                await _engine.RemoveImageAsync(image);
            }
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var configuration = await RegistryConfiguration.WriteAsync(_directory, User, Password, cancellationToken);
        var start = new ProcessStartInfo(Programs.Require("docker-registry"), ["serve", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = await ChildProcess.StartAsync(start);
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Announce(line.Data, listening);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Host = await listening.Task.WaitAsync(StartLimit, TimeProvider.System, cancellationToken);
    }

    private static void Announce(string? line, TaskCompletionSource<string> listening)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException("docker-registry ended before it listened."));
        }
        else if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(match.Groups[1].Value);
        }
    }
}
