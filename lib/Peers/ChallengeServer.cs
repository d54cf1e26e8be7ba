using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Peers;

/// <summary>
/// A real responder for every kind of ACME challenge (Debian's <c>pebble-challtestsrv</c>): its DNS answers 127.0.0.1 for every name, and the TXT
/// values that it was given. Disposing kills it.
/// </summary>
public sealed class ChallengeServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http = new();
    private readonly int _dnsPort = FreePort.Tcp();
    private Process? _process;

    private ChallengeServer() => _http.BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Tcp()}"));

    /// <summary>For <see cref="PebbleOptions.DnsServer"/>.</summary>
    public string DnsServer => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_dnsPort}");

    /// <summary>For <see cref="PebbleOptions.HttpPort"/>.</summary>
    public int HttpPort { get; } = FreePort.Tcp();

    /// <summary>For <see cref="PebbleOptions.TlsPort"/>.</summary>
    public int TlsPort { get; } = FreePort.Tcp();

    /// <summary>Returns when it takes orders.</summary>
    public static async Task<ChallengeServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var server = new ChallengeServer();
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

    /// <summary>Adds a TXT value; others of that name stay.</summary>
    /// <param name="name">With the trailing dot.</param>
    public Task SetTxtAsync(string name, string value, CancellationToken cancellationToken = default) => PostAsync("set-txt", new { host = name, value }, cancellationToken);

    /// <summary>What http-01 finds under the token.</summary>
    public Task SetHttpAsync(string token, string content, CancellationToken cancellationToken = default) => PostAsync("add-http01", new { token, content }, cancellationToken);

    /// <summary>What tls-alpn-01 finds for the host.</summary>
    public Task SetTlsAlpnAsync(string host, string content, CancellationToken cancellationToken = default) => PostAsync("add-tlsalpn01", new { host, content }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Programs.Require("pebble-challtestsrv"),
            [
                "-management", _http.BaseAddress!.Authority, "-dns01", DnsServer, "-https01", "", "-defaultIPv6", "",
                "-http01", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{HttpPort}"),
                "-tlsalpn01", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{TlsPort}"),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = await ChildProcess.StartAsync(start);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Poll.UntilAsync(() => IsThereAsync(cancellationToken), StartLimit, "pebble-challtestsrv to answer", cancellationToken);
    }

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SetTxtAsync("is.there.", "yes", cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            // Not yet.
            return false;
        }
    }

    private async Task PostAsync(string order, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(order, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
