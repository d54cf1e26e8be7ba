using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Plane.Tests.ServiceDefaults;

/// <summary>A program as Plane's are, with the service defaults, on a free port.</summary>
internal sealed class ProgramUnderTest : IAsyncDisposable
{
    private readonly HttpClient _client;

    private ProgramUnderTest(WebApplication app)
    {
        App = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public WebApplication App { get; }

    /// <summary>Speaks to the program; without the defaults itself.</summary>
    public HttpClient Client => _client;

    /// <summary>Through the service defaults, as the program's own clients are.</summary>
    public HttpClient OwnClient => App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    public static async Task<ProgramUnderTest> StartAsync(
        Dictionary<string, string?> settings, Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Plane.UnderTest" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map(app);
        await app.StartAsync();
        return new ProgramUnderTest(app);
    }

    public static Dictionary<string, string?> ExportTo(OtlpSink sink, string sampler = "parentbased_always_on") => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = sampler,
    };

    /// <summary>Also sends what telemetry is still held.</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
