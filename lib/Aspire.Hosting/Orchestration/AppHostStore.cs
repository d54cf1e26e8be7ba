using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Where this AppHost keeps logs, generated files and volumes: <c>Aspire:Store:Path</c>, or <c>.aspire</c> in the project's obj folder.</summary>
internal sealed class AppHostStore : IDisposable
{
    private readonly Lazy<string> _root;
    private string? _temporary;

    public AppHostStore(IConfiguration configuration, string appHostDirectory, AppHostMetadata metadata) =>
        _root = new Lazy<string>(() => Open(configuration["Aspire:Store:Path"], appHostDirectory, metadata.IntermediateDirectory));

    public string DirectoryFor(params string[] parts)
    {
        var path = Path.Combine([_root.Value, .. parts]);
        return Directory.CreateDirectory(path).FullName;
    }

    /// <summary>As <see cref="DirectoryFor"/>, closed to other users.</summary>
    public string PrivateDirectoryFor(params string[] parts)
    {
        var path = DirectoryFor(parts);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose()
    {
        if (_temporary is not null && Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private string Open(string? configured, string appHostDirectory, string? intermediate)
    {
        if (configured is { Length: > 0 })
        {
            return Path.GetFullPath(configured, appHostDirectory);
        }

        return intermediate is not null
            ? Path.Combine(Path.GetFullPath(intermediate, appHostDirectory), ".aspire")
            : _temporary = Directory.CreateTempSubdirectory("aspire-").FullName;
    }
}
