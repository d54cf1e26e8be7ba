using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Peers;

/// <summary>A real nats-server on loopback, on ports it chose itself, with a directory of its own. Disposing kills it and deletes the directory.</summary>
public sealed class NatsServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly HttpClient Http = new();

    private readonly string _directory = Directory.CreateTempSubdirectory("plane-nats-").FullName;
    private Process? _process;
    private int _monitorPort = -1;

    private NatsServer(NatsServerOptions options, int port)
    {
        Options = options;
        Port = port;
    }

    /// <summary>As started.</summary>
    public NatsServerOptions Options { get; }

    /// <summary>Stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>False after <see cref="KillAsync"/>, or when it ended by itself.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Of the running process.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Without credentials.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{Port}");

    /// <summary>With user and password percent-encoded, or with the token, if it has them.</summary>
    public string UrlWithCredentials => (Options.User, Options.Token) switch
    {
        ({ } user, _) => string.Create(CultureInfo.InvariantCulture, $"nats://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(Options.Password!)}@127.0.0.1:{Port}"),
        (_, { } token) => string.Create(CultureInfo.InvariantCulture, $"nats://{Uri.EscapeDataString(token)}@127.0.0.1:{Port}"),
        _ => Url,
    };

    /// <summary>Monitoring over HTTP, for example /varz, /connz, /jsz.</summary>
    public Uri MonitorUrl => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_monitorPort}"));

    /// <summary>The server's own log.</summary>
    public string LogFile => Path.Combine(_directory, "log");

    /// <summary>Returns when clients can connect (and JetStream answers, except in a cluster).</summary>
    public static async Task<NatsServer> StartAsync(NatsServerOptions? options = null, int port = -1, CancellationToken cancellationToken = default)
    {
        var server = new NatsServer(options ?? new NatsServerOptions(), port);
        try
        {
            await server.LaunchAsync(cancellationToken);
            return server;
        }
        catch (Exception)
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it as a crash would; the store stays for <see cref="RestartAsync"/>.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Kills it if it runs, and starts it again on the same port with the same store.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await KillAsync();
        await LaunchAsync(cancellationToken);
    }

    /// <summary>Starts it again without all it stored.</summary>
    public async Task WipeAsync(CancellationToken cancellationToken = default)
    {
        await KillAsync();
        Directory.Delete(StoreDirectory, recursive: true);
        await LaunchAsync(cancellationToken);
    }

    /// <summary>Restarts it, keeping a copy of its store as it is now for <see cref="RollBackAsync"/>.</summary>
    public async Task RememberAsync(CancellationToken cancellationToken = default)
    {
        await KillAsync();
        CopyAll(StoreDirectory, Remembered);
        await LaunchAsync(cancellationToken);
    }

    /// <summary>Restarts it without what it stored since <see cref="RememberAsync"/>, as a machine that lost power before the disk had it.</summary>
    public async Task RollBackAsync(CancellationToken cancellationToken = default)
    {
        await KillAsync();
        Directory.Delete(StoreDirectory, recursive: true);
        CopyAll(Remembered, StoreDirectory);
        await LaunchAsync(cancellationToken);
    }

    /// <summary>Stops the process where it is: its sockets stay open and nothing is answered, as in a frozen machine.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken = default) => ProcessSignals.FreezeAsync(ProcessId, cancellationToken);

    /// <summary>Ends <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync(CancellationToken cancellationToken = default) => ProcessSignals.ThawAsync(ProcessId, cancellationToken);

    /// <summary>Sends one of the signals of `nats-server --signal`: ldm, reload, reopen, quit, stop.</summary>
    public Task SignalAsync(string signal, CancellationToken cancellationToken = default)
        => ProcessSignals.RunAsync("nats-server", "--signal", string.Create(CultureInfo.InvariantCulture, $"{signal}={ProcessId}"), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public async Task<JsonDocument?> GetMonitorAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonDocument.Parse(await Http.GetStringAsync(new Uri(MonitorUrl, path), cancellationToken));
        }
        catch (HttpRequestException)
        {
            // Not ready: the caller asks again.
            return null;
        }
    }

    private string StoreDirectory => Path.Combine(_directory, "store");

    private string Remembered => Path.Combine(_directory, "remembered");

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var config = Path.Combine(_directory, "server.conf");
        await File.WriteAllTextAsync(config, Options.ToFile(_directory, Port, _monitorPort), cancellationToken);
        var start = new ProcessStartInfo(Programs.Require("nats-server")) { ArgumentList = { "-c", config } };
        _process = await ChildProcess.StartAsync(start);
        await ReadPortsAsync(_process, cancellationToken);
        if (Options.JetStream && !Options.Config.Contains("cluster", StringComparison.Ordinal))
        {
            await Poll.UntilAsync(async () => await GetMonitorAsync("/healthz", cancellationToken) is not null, StartLimit, "JetStream to be ready", cancellationToken);
        }
    }

    private async Task ReadPortsAsync(Process process, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"nats-server_{process.Id}.ports"));
        await Poll.UntilAsync(() => Task.FromResult(process.HasExited || TryReadPorts(file)), StartLimit, $"{file} to appear", cancellationToken);
        if (process.HasExited)
        {
            var log = File.Exists(LogFile) ? await File.ReadAllTextAsync(LogFile, cancellationToken) : "no log";
            throw new InvalidOperationException($"nats-server did not start: {log}");
        }
    }

    private bool TryReadPorts(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using var ports = JsonDocument.Parse(File.ReadAllText(file));
            Port = PortOf(ports.RootElement.GetProperty("nats"));
            _monitorPort = PortOf(ports.RootElement.GetProperty("monitoring"));
            return true;
        }
        catch (JsonException)
        {
            // Half written: the caller asks again.
            return false;
        }
    }

    private static int PortOf(JsonElement urls) => new Uri(urls[0].GetString()!).Port;
}
