using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Peers;

namespace Plane.Tests.Browsing;

/// <summary>A headless Chromium, steered over the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly string _profile = Directory.CreateTempSubdirectory("plane-browser-").FullName;
    private readonly List<BrowserWindow> _windows = [];
    private readonly HttpClient _tools = new();
    private Process _process = null!;

    /// <param name="everything">Where every name and port leads; null for where they lead elsewhere on this machine. No certificate is asked for its name then.</param>
    public static async Task<Browser> StartAsync(CancellationToken cancellationToken, IPEndPoint? everything = null)
    {
        var browser = new Browser();
        try
        {
            await browser.LaunchAsync(everything is null ? [] : [$"--host-resolver-rules=MAP * {everything}", "--ignore-certificate-errors"], cancellationToken);
            return browser;
        }
        catch (Exception)
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public async Task<BrowserWindow> OpenAsync(string url, CancellationToken cancellationToken)
    {
        using var response = await _tools.PutAsync(new Uri($"json/new?{Uri.EscapeDataString(url)}", UriKind.Relative), null, cancellationToken);
        var page = JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var window = await BrowserWindow.AttachAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), cancellationToken);
        _windows.Add(window);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in _windows)
        {
            window.Dispose();
        }

        _tools.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task LaunchAsync(string[] more, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require("chromium")) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-features=HttpsUpgrades",
            "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion", "--remote-debugging-port=0", "--remote-allow-origins=*", $"--user-data-dir={_profile}", "--window-size=1000,860", .. more, "about:blank",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = await ChildProcess.StartAsync(start);
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();

        // It writes its port into its profile.
        var file = Path.Combine(_profile, "DevToolsActivePort");
        await Poll.UntilAsync(() => File.Exists(file) && File.ReadAllLines(file).Length > 1, Patience, "the browser", cancellationToken);
        _tools.BaseAddress = new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file, cancellationToken))[0]}/");
    }
}
