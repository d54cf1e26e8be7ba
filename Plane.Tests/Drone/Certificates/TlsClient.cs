using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Handshakes with a port of this machine, by names that need no DNS.</summary>
internal static class TlsClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="root">The only authority that is trusted, as PEM.</param>
    /// <param name="checksName">Whether a certificate for another name is refused.</param>
    public static Task<SslStream> HandshakeAsync(int port, string name, string root, SslProtocols protocols = SslProtocols.None, bool checksName = true) => HandshakeAsync(port, new SslClientAuthenticationOptions
    {
        TargetHost = name,
        EnabledSslProtocols = protocols,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        CertificateChainPolicy = TestAuthority.TrustOnly(root),
        RemoteCertificateValidationCallback = checksName ? null : static (_, _, _, errors) => errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch,
    });

    public static async Task<SslStream> HandshakeAsync(int port, SslClientAuthenticationOptions options)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port);
        var stream = new SslStream(tcp.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(options).WaitAsync(Limit);
            return stream;
        }
        catch (Exception)
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of the certificate that is shown for the name, whoever it is for.</summary>
    public static async Task<(string Subject, string Serial)> ShownAsync(int port, string name, string root)
    {
        await using var stream = await HandshakeAsync(port, name, root, checksName: false);
        return (stream.RemoteCertificate!.Subject, stream.RemoteCertificate.GetSerialNumberString());
    }
}
