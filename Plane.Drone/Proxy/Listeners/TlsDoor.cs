using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Plane.Drone.Certificates;
using Plane.Drone.Certificates.Challenges;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>TLS on a listener: the certificate is chosen at each handshake, so that a new one is in use at once and open connections notice nothing.</summary>
internal sealed class TlsDoor(CertificateShelf shelf)
{
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    public void Put(ListenOptions listen) =>
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = context => ValueTask.FromResult(context.Connection.Features.Get<ChallengeHandshake>()?.Options ?? OptionsFor(context.ClientHelloInfo.ServerName)),
            HandshakeTimeout = HandshakeLimit,
        });

    private SslServerAuthenticationOptions OptionsFor(string? serverName) =>
        shelf.Current.Choose(serverName)?.Options ?? throw new AuthenticationException("There is no certificate yet.");
}
