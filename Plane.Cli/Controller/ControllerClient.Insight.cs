using System.Runtime.CompilerServices;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Cli.Controller;

/// <summary>What a backend does and why.</summary>
internal sealed partial class ControllerClient
{
    public async Task<ActivityResponse> ActivityAsync(string backend, CancellationToken token)
    {
        using var answer = await _http.GetAsync($"ctrl/b/{Uri.EscapeDataString(backend)}/activity", token);
        return await ReadAsync(answer, HttpStatusJson.Default.ActivityResponse, token);
    }

    /// <summary>Lines of output, each as soon as it is there.</summary>
    /// <param name="query">With its <c>?</c>; empty for none.</param>
    public async IAsyncEnumerable<LogLineResponse> LogsAsync(string backend, string query, [EnumeratorCancellation] CancellationToken token)
    {
        using var answer = await _http.GetAsync($"ctrl/b/{Uri.EscapeDataString(backend)}/logs{query}", HttpCompletionOption.ResponseHeadersRead, token);
        await ThrowUnlessGoodAsync(answer, token);
        await using var body = await answer.Content.ReadAsStreamAsync(token);
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(token) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize(line, HttpStatusJson.Default.LogLineResponse) is { } read)
            {
                yield return read;
            }
        }
    }
}
