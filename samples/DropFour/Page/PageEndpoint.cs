namespace DropFour.Page;

/// <summary>The one page. Everything in it is inline and every URL relative: it is served below a prefix it does not know.</summary>
internal sealed class PageEndpoint
{
    private readonly byte[] _html = Read();

    public Task ServeAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _html.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self' ws: wss:";
        response.Headers["Referrer-Policy"] = "no-referrer"; // the address holds the session's token
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_html.AsMemory(), context.RequestAborted).AsTask();
    }

    private static byte[] Read()
    {
        using var resource = typeof(PageEndpoint).Assembly.GetManifestResourceStream("index.html")
            ?? throw new InvalidOperationException("The page is missing from the assembly.");
        var html = new byte[resource.Length];
        resource.ReadExactly(html);
        return html;
    }
}
