using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Net.Http.Headers;

namespace Plane.Controller.Api.Access;

/// <summary>Asks the configured server about each request (HTTP API §1.12): 2xx lets it pass, anything else is 401, no answer 502. Connections are kept.</summary>
internal sealed class ForwardAuth : IAccessCheck, IDisposable
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);
    private readonly HttpMessageInvoker _client;
    private readonly Uri _url;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly ILogger<ForwardAuth> _log;

    public ForwardAuth(ControllerOptions options, TimeProvider clock, ILogger<ForwardAuth> log)
    {
        var forward = options.ForwardAuth;
        (_url, _limit, _clock, _log) = (new Uri(forward.Url!), TimeSpan.FromSeconds(forward.TimeoutSeconds), clock, log);
        _client = new HttpMessageInvoker(HandlerOf(forward, _limit));
    }

    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        using var question = AuthRequests.Of(context.Request, _url);
        try
        {
            using var answer = await _client.SendAsync(question, either.Token);
            if (answer.IsSuccessStatusCode)
            {
                return true;
            }

            CopyChallenge(answer, context.Response);
            await RefuseAsync(context, HttpStatusCode.Unauthorized, "Unauthorized");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            _log.NoVerdict(exception, _url);
            await RefuseAsync(context, HttpStatusCode.BadGateway, "Error forwarding auth.");
        }

        return false;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>How to be admitted is the asked server's to say (RFC 9110 §11.6.1).</summary>
    private static void CopyChallenge(HttpResponseMessage answer, HttpResponse response)
    {
        if (answer.Headers.TryGetValues(HeaderNames.WWWAuthenticate, out var challenges))
        {
            response.Headers.WWWAuthenticate = challenges.ToArray();
        }
    }

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string text)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static SocketsHttpHandler HandlerOf(ForwardAuthOptions options, TimeSpan limit)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = limit,
            PooledConnectionLifetime = ConnectionLife,
        };
        if (options.Authorities() is { } authorities)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
