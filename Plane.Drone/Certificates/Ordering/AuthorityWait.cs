namespace Plane.Drone.Certificates.Ordering;

/// <summary>Keeps the authority's last <c>Retry-After</c> (RFC 8555 §6.6, §7.5.1), which the ACME client does not pass on.</summary>
internal sealed class AuthorityWait(TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>As asked for by the last answer; null where it did not ask.</summary>
    public TimeSpan? Asked { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked = null;
        var response = await base.SendAsync(request, cancellationToken);
        Asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
        };
        return response;
    }
}
