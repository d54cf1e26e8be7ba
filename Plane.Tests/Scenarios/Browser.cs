using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Peers;

namespace Plane.Tests.Scenarios;

/// <summary>A headless Chromium with one page, asked over the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly string _profile = Directory.CreateTempSubdirectory("plane-browser-").FullName;
    private readonly ClientWebSocket _tools = new();
    private Process _process = null!;
    private int _calls;

    public static async Task<Browser> OpenAsync(string url, CancellationToken cancellationToken)
    {
        var browser = new Browser();
        try
        {
            await browser.StartAsync(url, cancellationToken);
            return browser;
        }
        catch (Exception)
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until an expression has this value on the page.</summary>
    public Task UntilAsync(string expression, string value, CancellationToken cancellationToken) =>
        Poll.UntilAsync(async () => await EvaluateAsync(expression, cancellationToken) == value, Patience, $"{expression} to be '{value}'", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _tools.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task StartAsync(string url, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Programs.Require("chromium")) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "--remote-allow-origins=*", $"--user-data-dir={_profile}", url,
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
        await _tools.ConnectAsync(await PageToolsAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The browser writes its port into its profile, and tells the page's address there.</summary>
    private async Task<Uri> PageToolsAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(_profile, "DevToolsActivePort");
        await Poll.UntilAsync(() => File.Exists(file) && File.ReadAllLines(file).Length > 1, Patience, "the browser", cancellationToken);
        using var http = new HttpClient();
        var list = new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file, cancellationToken))[0]}/json/list");
        Uri? page = null;
        await Poll.UntilAsync(
            async () =>
            {
                var pages = JsonElement.Parse(await http.GetStringAsync(list, cancellationToken)).EnumerateArray();
                page = pages.Where(static one => one.GetProperty("type").GetString() == "page").Select(static one => new Uri(one.GetProperty("webSocketDebuggerUrl").GetString()!)).FirstOrDefault();
                return page is not null;
            },
            Patience,
            "the browser's page",
            cancellationToken);
        return page!;
    }

    private async Task<string?> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        var id = ++_calls;
        var call = JsonSerializer.SerializeToUtf8Bytes(new { id, method = "Runtime.evaluate", @params = new { expression } });
        await _tools.SendAsync(call, WebSocketMessageType.Text, true, cancellationToken);
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message.GetProperty("result").GetProperty("result").TryGetProperty("value", out var value) ? value.ToString() : null;
            }
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _tools.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonElement.Parse(whole.ToArray());
    }
}
