using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peers;
using Xunit;

namespace Docker.DotNet.Tests.Streams;

public sealed class TlsTests : EngineTest
{
    [DockerFact]
    public async Task Credentials_that_trust_the_engine_make_tcp_speak_tls()
    {
        using var certificate = CreateCertificate();
        await using var relay = new Relay(certificate);
        using var client = new DockerClientConfiguration(relay.Endpoint, new Trusting(certificate.Thumbprint)).CreateClient();
        var exec = await client.Exec.ExecCreateContainerAsync(
            await IdleAsync(), new() { AttachStdin = true, AttachStdout = true, Cmd = ["head", "-n", "1"] }, Token);

        using var attached = await client.Exec.StartAndAttachContainerExecAsync(exec.ID, false, Token);
        await attached.WriteAsync("secret\n"u8.ToArray(), 0, 7, Token);

        Assert.Equal(("secret\n", ""), await attached.ReadOutputToEndAsync(Token));
    }

    [DockerFact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var certificate = CreateCertificate();
        await using var relay = new Relay(certificate);
        var https = new UriBuilder(relay.Endpoint) { Scheme = "https" }.Uri;
        using var client = new DockerClientConfiguration(https).CreateClient();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.System.PingAsync(Token));

        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(start, start.AddHours(1));
    }

    private sealed class Trusting(string thumbprint) : Credentials
    {
        public override bool IsTlsCredentials() => true;

        public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler)
        {
            ((SocketsHttpHandler)innerHandler).SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint;
            return innerHandler;
        }
    }
}
