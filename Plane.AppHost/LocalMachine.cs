using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Plane.AppHost;

/// <summary>What this machine gives the topology: its state under <c>.plane/</c>, a runtime for sessions, the sample's program.</summary>
internal sealed class LocalMachine : IDisposable
{
    private const string SecretsFile = "secrets.json";
    private const string LockFile = "lock";
    private const string UsedMark = "used";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly string _runtime;
    private readonly string? _sampleProgram;

    private LocalMachine(string directory, FileStream @lock, bool isFresh, string runtime, string? sampleProgram)
    {
        _directory = directory;
        _lock = @lock;
        IsFresh = isFresh;
        _runtime = runtime;
        _sampleProgram = sampleProgram;
    }

    /// <summary>No controller has run on this state: no key can have been granted, and none need be waited for.</summary>
    public bool IsFresh { get; }

    /// <summary>Checks what has to be there and opens the state. Null, with the reasons on standard error, when something is missing.</summary>
    public static LocalMachine? Prepare(IDistributedApplicationBuilder builder, RunOptions options)
    {
        var root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(builder.AppHostDirectory))!;
        var directory = Directory.CreateDirectory(Path.Combine(root, ".plane")).FullName;
        var runtime = builder.Configuration["PLANE_RUNTIME"] ?? "docker";
        string[] missing = [.. Prerequisites.Missing(runtime)];
        var held = missing.Length == 0 ? TryLock(directory) : null;
        if (held is null)
        {
            Console.Error.WriteLine(string.Join('\n', missing.DefaultIfEmpty($"Another ./run uses {directory}.")));
            return null;
        }

        if (options.Fresh)
        {
            Wipe(directory);
        }

        var isFresh = !File.Exists(Path.Combine(directory, UsedMark));
        var secrets = Path.Combine(directory, SecretsFile);
        WriteSecretsOnce(secrets);
        builder.Configuration.AddJsonFile(secrets, optional: false, reloadOnChange: false);
        builder.Configuration["Aspire:Store:Path"] = directory;
        return new LocalMachine(directory, held, isFresh, runtime, FindSample(root));
    }

    /// <summary>A directory for one program's state.</summary>
    public string State(string name) => Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;

    /// <summary>From now on keys may be granted. A start that fails before leaves the state as good as new.</summary>
    public Task MarkUsedAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(_directory, UsedMark), string.Empty, cancellationToken);

    /// <summary>Tells a drone what runs its sessions: containers, or programs of this machine in their stead.</summary>
    public void AddRuntimeTo(EnvironmentCallbackContext context)
    {
        context.EnvironmentVariables["Plane__Drone__Runtime"] = _runtime;
        if (_runtime == "process" && _sampleProgram is not null)
        {
            context.EnvironmentVariables["Plane__Drone__Process__Images__plane/drop-four"] = _sampleProgram;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null; // the one who holds it is told of by the caller
        }
    }

    private static void Wipe(string directory)
    {
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().Where(e => e.Name != LockFile))
        {
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    /// <summary>Passwords are made once per state: 0600, and never on a command line.</summary>
    private static void WriteSecretsOnce(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using var writer = new StreamWriter(file, options);
        var password = RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 24);
        writer.Write(JsonSerializer.Serialize(new Dictionary<string, string> { ["Parameters:nats-password"] = password }));
    }

    /// <summary>As samples/build-images leaves it.</summary>
    private static string? FindSample(string root)
    {
        var published = Path.Combine(root, "artifacts", "publish", "DropFour");
        return Directory.Exists(published)
            ? Directory.EnumerateDirectories(published).Select(d => Path.Combine(d, "DropFour")).FirstOrDefault(File.Exists) : null;
    }
}
