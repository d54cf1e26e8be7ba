using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Plane.Tests.Controller.Description;

/// <summary>Asks a controller, compares each answer with the description, and remembers which of the foreseen answers came.</summary>
internal sealed class LiveAnswers(HttpClient http, ApiDescription description)
{
    private readonly ConcurrentDictionary<string, byte> _seen = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IEnumerable<string> Faults => _faults;

    public IEnumerable<string> Missing => description.Answers.Except(_seen.Keys);

    /// <summary>A backend's path also in its form with the cluster.</summary>
    /// <param name="operation">As in <see cref="ApiDescription.Operations"/>.</param>
    /// <param name="values">For the names between braces, and the query.</param>
    public async Task AskBothAsync(string operation, int status, AskedFor values)
    {
        await AskAsync(operation, status, values);
        await AskAsync(operation.Replace("/b/{backend}", "/c/{cluster}/b/{backend}", StringComparison.Ordinal), status, values);
    }

    /// <param name="through">Another controller; null for the usual one.</param>
    public async Task<string> AskAsync(string operation, int status, AskedFor values, HttpClient? through = null)
    {
        var (method, route) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), values.PathOf(route));
        if (values.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, values.BodyType);
        }

        if (values.Accept is { } accept)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var response = await (through ?? http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var mediaType = response.Content.Headers.ContentType!.MediaType!;
        var items = await ItemsOfAsync(response, mediaType);
        Note(operation, response, mediaType, items);
        if ((int)response.StatusCode != status)
        {
            _faults.Enqueue($"{operation} was to answer {status}, not {(int)response.StatusCode}: {string.Join(' ', items)}");
        }
        else if (status == 200 && values.Body is { } good)
        {
            AddAll(description.FaultsOfBody(operation, good));
        }

        return string.Join('\n', items);
    }

    private void Note(string operation, HttpResponseMessage response, string mediaType, IReadOnlyList<string> items)
    {
        var status = (int)response.StatusCode;
        AddAll(description.FaultsOf(operation, status, mediaType, items));
        _seen.TryAdd(string.Create(CultureInfo.InvariantCulture, $"{operation} {status} {mediaType}"), 0);
        if (status == 503 && mediaType == "application/json" && response.Headers.RetryAfter?.Delta is null)
        {
            _faults.Enqueue($"{operation} {status}: there is no Retry-After");
        }
    }

    private void AddAll(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    /// <summary>Of a stream the first item, which has to come.</summary>
    private static async Task<IReadOnlyList<string>> ItemsOfAsync(HttpResponseMessage response, string mediaType)
    {
        if (mediaType is not ("text/event-stream" or "application/x-ndjson"))
        {
            return [await response.Content.ReadAsStringAsync()];
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        while (line is "" or ":")
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }

        return [line!.StartsWith("data: ", StringComparison.Ordinal) ? line["data: ".Length..] : line];
    }
}
