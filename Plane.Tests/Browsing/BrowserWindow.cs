using System.Net.WebSockets;
using System.Text.Json;
using Peers;

namespace Plane.Tests.Browsing;

/// <summary>One window of a <see cref="Browser"/>; one question at a time.</summary>
internal sealed class BrowserWindow : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>The DevTools protocol's "server error"; of an evaluation: "Cannot find default execution context".</summary>
    private const int NoPage = -32000;

    private readonly ClientWebSocket _tools = new();
    private int _calls;

    private BrowserWindow()
    {
    }

    public static async Task<BrowserWindow> AttachAsync(Uri tools, CancellationToken cancellationToken)
    {
        var window = new BrowserWindow();
        try
        {
            await window._tools.ConnectAsync(tools, cancellationToken);
            return window;
        }
        catch (Exception)
        {
            window.Dispose();
            throw;
        }
    }

    /// <summary>Waits until an expression has this value on the page.</summary>
    public async Task UntilAsync(string expression, string value, CancellationToken cancellationToken)
    {
        string? last = null;
        try
        {
            await Poll.UntilAsync(async () => (last = await LookAsync(expression, cancellationToken)) == value, Patience, expression, cancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{expression} is '{last}' and did not become '{value}'.", timeout);
        }
    }

    /// <summary>The value of an expression on the page; null for one that has none, or that throws.</summary>
    public async Task<string?> EvaluateAsync(string expression, CancellationToken cancellationToken) => ValueOf(await CallAsync("Runtime.evaluate", new { expression }, cancellationToken));

    /// <summary>What is to be seen, into a PNG file.</summary>
    public async Task SaveAsync(string file, CancellationToken cancellationToken)
    {
        await CallAsync("Page.bringToFront", new { }, cancellationToken);
        var picture = await CallAsync("Page.captureScreenshot", new { format = "png" }, cancellationToken);
        await File.WriteAllBytesAsync(file, picture.GetProperty("data").GetBytesFromBase64(), cancellationToken);
    }

    /// <summary>As its user closes it.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => CallAsync("Page.close", new { }, cancellationToken);

    public void Dispose() => _tools.Dispose();

    private static string? ValueOf(JsonElement evaluated) => evaluated.GetProperty("result").TryGetProperty("value", out var value) ? value.ToString() : null;

    /// <summary>Null also while one page goes and the next is still to come: there is nothing then in which an expression could have a value.</summary>
    private async Task<string?> LookAsync(string expression, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("Runtime.evaluate", new { expression }, cancellationToken);
        return answer.TryGetProperty("result", out var result) ? ValueOf(result) : answer.GetProperty("error").GetProperty("code").GetInt32() == NoPage ? null : throw Refused("Runtime.evaluate", answer);
    }

    private async Task<JsonElement> CallAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(method, parameters, cancellationToken);
        return answer.TryGetProperty("result", out var result) ? result : throw Refused(method, answer);
    }

    private static InvalidOperationException Refused(string method, JsonElement answer) => new($"The browser answered {method} with {answer}.");

    private async Task<JsonElement> AskAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        var id = ++_calls;
        await _tools.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, cancellationToken);
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                return message;
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
