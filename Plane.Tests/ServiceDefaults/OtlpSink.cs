using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plane.Tests.ServiceDefaults;

/// <summary>An OTLP/HTTP receiver on a free port that keeps what it gets.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, ProtoMessage Request)> _received = new();
    private readonly WebApplication _app;

    private OtlpSink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", ReceiveAsync);
    }

    public string Url => _app.Urls.Single();

    public IEnumerable<OtlpSpan> Spans =>
        from resource in Groups("/v1/traces")
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(
            resource.Messages(1).Single().Attributes(1)["service.name"],
            scope.Messages(1).Single().Text(1),
            span.Text(5), (int)span.Number(6), span.Hex(1), span.Hex(2), span.Hex(4),
            (int)span.Messages(15).Select(status => status.Number(3)).FirstOrDefault(),
            span.Attributes(9), [.. span.Messages(11).Select(e => e.Text(2))]);

    public IEnumerable<string> Metrics =>
        from resource in Groups("/v1/metrics")
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        select metric.Text(1);

    public IEnumerable<(string Body, string TraceId)> Logs =>
        from resource in Groups("/v1/logs")
        from scope in resource.Messages(2)
        from record in scope.Messages(2)
        select (record.Messages(5).Single().Text(1), record.Hex(9));

    public static async Task<OtlpSink> StartAsync()
    {
        var sink = new OtlpSink();
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ProtoMessage> Groups(string path) =>
        _received.Where(r => r.Path == path).SelectMany(r => r.Request.Messages(1));

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, ProtoMessage.Parse(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
