using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plane.Tests.Controller;

/// <summary>Answers whether requests may pass as it is told, and remembers what it was asked.</summary>
internal sealed class AuthServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AuthServer(WebApplication app) => _app = app;

    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>Never answers.</summary>
    public bool IsSilent { get; set; }

    public ConcurrentQueue<(string Method, string Path, Dictionary<string, string> Headers, string Connection)> Asked { get; } = new();

    public string Url => $"{_app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/verdict?of=plane";

    /// <param name="certificate">Null for plain HTTP.</param>
    public static async Task<AuthServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Logging.ClearProviders();
        var server = new AuthServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Asked.Enqueue((request.Method, request.Path + request.QueryString, request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString()), context.Connection.Id));
        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = Status;
        if (Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"plane\"";
        }
    }
}
