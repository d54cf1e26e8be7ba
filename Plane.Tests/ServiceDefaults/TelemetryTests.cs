using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace Plane.Tests.ServiceDefaults;

public sealed partial class TelemetryTests
{
    private const int ServerKind = 2;
    private const int ClientKind = 3;
    private const int ErrorStatus = 2;

    private static readonly ActivitySource Source = new("Plane.Tests.Scheduling");

    [Fact]
    public async Task A_server_span_has_name_route_status_path_and_address()
    {
        var span = Assert.Single(await SpansAfterAsync("/backends/7?token=secret"), s => s.Name == "GET /backends/{id:int}");

        Assert.Equal(ServerKind, span.Kind);
        Assert.Equal("Plane.UnderTest", span.Service);
        Assert.Equal("/backends/{id:int}", span.Attributes["http.route"]);
        Assert.Equal("200", span.Attributes["http.response.status_code"]);
        Assert.Equal("GET", span.Attributes["http.request.method"]);
        Assert.Equal("/backends/7", span.Attributes["url.path"]);
        Assert.Equal("http", span.Attributes["url.scheme"]);
        Assert.Equal("127.0.0.1", span.Attributes["server.address"]);
        Assert.Equal("1.1", span.Attributes["network.protocol.version"]);
        Assert.DoesNotContain(span.Attributes.Values, value => value.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_throws_makes_an_error_span_with_the_exception()
    {
        var span = Assert.Single(await SpansAfterAsync("/broken"), s => s.Name == "GET /broken");

        Assert.Equal(ErrorStatus, span.Status);
        Assert.Equal("500", span.Attributes["http.response.status_code"]);
        Assert.Equal(typeof(InvalidOperationException).FullName, span.Attributes["error.type"]);
        Assert.Equal(["exception"], span.Events);
    }

    [Fact]
    public async Task A_5xx_answer_is_an_error_and_a_4xx_answer_is_not()
    {
        var spans = await SpansAfterAsync("/busy", "/nowhere");

        var busy = Assert.Single(spans, s => s.Name == "GET /busy");
        Assert.Equal((ErrorStatus, "503"), (busy.Status, busy.Attributes["error.type"]));
        var nowhere = Assert.Single(spans, s => s is { Kind: ServerKind, Name: "GET" });
        Assert.Equal((0, "404"), (nowhere.Status, nowhere.Attributes["http.response.status_code"]));
    }

    [Fact]
    public async Task One_trace_holds_server_client_and_own_spans_and_the_log()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using (var program = await ProgramUnderTest.StartAsync(ProgramUnderTest.ExportTo(sink), Map))
        {
            await program.Client.GetAsync("/outer");
        }

        var outer = Assert.Single(sink.Spans, s => s.Name == "GET /outer");
        var mine = sink.Spans.Where(s => s.TraceId == outer.TraceId).ToList();
        var placed = Assert.Single(mine, s => s.Name == "place");
        var called = Assert.Single(mine, s => s.Kind == ClientKind && s.ParentId == placed.SpanId);
        Assert.Single(mine, s => s.Name == "GET /backends/{id:int}" && s.ParentId == called.SpanId);
        Assert.Contains(sink.Logs, log => log == ("Placing backend 7", outer.TraceId));
        Assert.Contains("http.server.request.duration", sink.Metrics);
        Assert.Contains("http.client.request.duration", sink.Metrics);
        Assert.Contains("kestrel.active_connections", sink.Metrics);
    }

    [Theory]
    [InlineData("parentbased_always_on")]
    [InlineData("always_on")]
    public async Task Health_checks_and_what_they_call_leave_no_spans(string sampler)
    {
        await using var sink = await OtlpSink.StartAsync();
        await using (var program = await ProgramUnderTest.StartAsync(ProgramUnderTest.ExportTo(sink, sampler), Map, TracedCheck))
        {
            Assert.Equal("Healthy", await program.Client.GetStringAsync("/health"));
            Assert.Equal("Healthy", await program.Client.GetStringAsync("/alive"));
            await program.Client.GetAsync("/backends/7");
        }

        Assert.Contains(sink.Spans, s => s.Name == "GET /backends/{id:int}");
        Assert.DoesNotContain(sink.Spans, s => s.Attributes.GetValueOrDefault("url.path") is "/health" or "/alive");
        Assert.DoesNotContain(sink.Spans, s => s.Name == "check " + sampler);

        void TracedCheck(IServiceCollection services) => services.AddHealthChecks().AddCheck("traced", () =>
        {
            using var activity = Source.StartActivity("check " + sampler);
            return HealthCheckResult.Healthy();
        });
    }

    [Fact]
    public async Task The_environment_names_the_service()
    {
        await using var sink = await OtlpSink.StartAsync();
        var settings = ProgramUnderTest.ExportTo(sink);
        settings["OTEL_SERVICE_NAME"] = "drone-2";
        await using (var program = await ProgramUnderTest.StartAsync(settings, Map))
        {
            await program.Client.GetAsync("/busy");
        }

        Assert.Equal("drone-2", Assert.Single(sink.Spans, s => s.Name == "GET /busy").Service);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_traced()
    {
        await using var program = await ProgramUnderTest.StartAsync([], Map);

        Assert.Null(program.App.Services.GetService<TracerProvider>());
    }

    private static async Task<List<OtlpSpan>> SpansAfterAsync(params string[] paths)
    {
        await using var sink = await OtlpSink.StartAsync();
        await using (var program = await ProgramUnderTest.StartAsync(ProgramUnderTest.ExportTo(sink), Map))
        {
            foreach (var path in paths)
            {
                using var response = await program.Client.GetAsync(path);
            }
        }

        return [.. sink.Spans];
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/backends/{id:int}", (int id) => $"backend {id}");
        app.MapGet("/busy", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/broken", string () => throw new InvalidOperationException("broken on purpose"));
        app.MapGet("/outer", async (IHttpClientFactory clients, ILogger<TelemetryTests> logger, HttpContext context) =>
        {
            using var activity = Source.StartActivity("place");
            LogPlacing(logger, 7);
            return await clients.CreateClient().GetStringAsync($"http://{context.Request.Host}/backends/7");
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Placing backend {Backend}")]
    private static partial void LogPlacing(ILogger logger, int backend);
}
