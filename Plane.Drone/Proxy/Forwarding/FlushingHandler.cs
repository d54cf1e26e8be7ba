using System.Net;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>Sends each piece of a request's body as it comes: over HTTP/1.1 the client below keeps up to 4 KiB back until more follows or the body ends.</summary>
internal sealed class FlushingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            request.Content = new Body(content);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private sealed class Body : HttpContent
    {
        private readonly HttpContent _inner;

        public Body(HttpContent inner)
        {
            _inner = inner;
            foreach (var (name, values) in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            _inner.CopyToAsync(new FlushingStream(stream), context, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            // Where it is known it is a header already.
            length = 0;
            return false;
        }
    }
}
