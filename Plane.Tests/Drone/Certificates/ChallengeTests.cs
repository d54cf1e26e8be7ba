using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Peers;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Drone.Certificates.Challenges;
using Plane.State.Acme;
using Plane.State.Buckets;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>What a proxy answers an authority while a domain is ordered for, and everybody else meanwhile.</summary>
public sealed class ChallengeTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private const string Path = "/.well-known/acme-challenge/";
    private static readonly DomainName ByHttp = DomainName.Parse("http.example.org");
    private static readonly DomainName ByTls = DomainName.Parse("tls.example.org");
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-challenge-").FullName;
    private readonly ClusterName _cluster = ClusterName.Parse($"c{Entropy.System.Letters(8)}.test");

    [PeerFact]
    public async Task The_plain_port_answers_for_the_token_of_the_domain_even_if_it_is_asked_first_and_redirects_all_else()
    {
        await using var scene = await SceneAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        var early = AskAsync(client, scene, "HTTP.example.org:80", Path + "t0ken");
        await PutAsync(scene, ByHttp, "http-01");

        Assert.Equal((HttpStatusCode.OK, "t0ken.thumb"), await early);
        Assert.Equal((HttpStatusCode.OK, "t0ken.thumb"), await AskAsync(client, scene, ByHttp.Value, Path + "t0ken"));
        (string Host, string Path)[] others =
        [
            (ByHttp.Value, Path + "other"), (ByHttp.Value, Path), (ByHttp.Value, Path + "t0ken/x"), (ByHttp.Value, "/t0ken"),
            (ByTls.Value, Path + "t0ken"), (_cluster.Host, Path + "t0ken"), ("elsewhere.example.org", Path + "t0ken"),
        ];
        Assert.Equal(
            others.Select(static one => (HttpStatusCode.MovedPermanently, $"https://{one.Host}{one.Path}")),
            await Task.WhenAll(others.Select(one => AskAsync(client, scene, one.Host, one.Path))));

        await scene.Drone.Get<AcmeAnswers>().RemoveAsync(_cluster, ByHttp, CancellationToken.None);
        await Poll.UntilAsync(() => scene.Drone.Get<LiveView<AcmeAnswerRecord>>().Current.Entries.IsEmpty, ProxyScene.Limit, "the answer to be gone");
        Assert.Equal(HttpStatusCode.MovedPermanently, (await AskAsync(client, scene, ByHttp.Value, Path + "t0ken")).Status);
    }

    [PeerFact]
    public async Task The_challenge_certificate_is_shown_to_acme_tls_alone_and_the_connection_then_ends()
    {
        await using var scene = await SceneAsync();
        var port = scene.Drone.Open.ProxyPort!.Value;
        await PutAsync(scene, ByTls, "tls-alpn-01");

        await using (var looked = await LookAsync(port, ByTls.Value))
        {
            var shown = new X509Certificate2(looked.RemoteCertificate!);
            Assert.Equal(ChallengeHandshake.Protocol, looked.NegotiatedApplicationProtocol);
            Assert.Equal([ByTls.Value], shown.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
            var identifier = shown.Extensions.Single(static extension => extension.Oid!.Value == ChallengeHandshake.AcmeIdentifier);
            Assert.True(identifier.Critical);
            Assert.Equal([4, 32, .. SHA256.HashData("t0ken.thumb"u8)], identifier.RawData);
            Assert.Equal(0, await looked.ReadAsync(new byte[1]).AsTask().WaitAsync(ProxyScene.Limit));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => LookAsync(port, ByHttp.Value));
        await Assert.ThrowsAnyAsync<Exception>(() => LookAsync(port, _cluster.Host));
        Assert.Equal("CN=" + _cluster.Host, (await TlsClient.ShownAsync(port, ByTls.Value, _authority.Root)).Subject);
        using var client = scene.Drone.NewClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/ready")).StatusCode);
    }

    [PeerFact]
    public async Task A_client_that_says_its_first_words_byte_by_byte_is_served_as_any_other()
    {
        await using var scene = await SceneAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptTcpClientAsync();
        using var proxy = new TcpClient { NoDelay = true };
        await proxy.ConnectAsync(IPAddress.Loopback, scene.Drone.Open.ProxyPort!.Value);
        var words = PieceByPieceAsync(accepted.GetStream(), proxy.GetStream());
        var answers = proxy.GetStream().CopyToAsync(accepted.GetStream());
        await using var stream = new SslStream(client.GetStream());

        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _cluster.Host, CertificateChainPolicy = TestAuthority.TrustOnly(_authority.Root) }).WaitAsync(ProxyScene.Limit);

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /ready HTTP/1.1\r\nHost: {_cluster}\r\nConnection: close\r\n\r\n"));
        var status = new byte[12];
        await stream.ReadExactlyAsync(status).AsTask().WaitAsync(ProxyScene.Limit);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(status));
        client.Close();
        await Task.WhenAll(words, answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [PeerFact]
    public async Task Who_uses_no_such_domain_watches_nothing()
    {
        await File.WriteAllTextAsync(ClusterFile, _authority.Issue(_cluster.Host));
        await using var scene = await ProxyScene.NewAsync(fixture, Settings(), _cluster);

        Assert.Null(scene.Drone.Get<IServiceProvider>().GetService<ChallengeAnswers>());
    }

    [Fact]
    public void An_answers_text_does_not_tell_the_authorization() =>
        Assert.DoesNotContain("thumb", new AcmeAnswerRecord(_cluster, "a.example", "http-01", "t0ken", "t0ken.thumb").ToString(), StringComparison.Ordinal);

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task PieceByPieceAsync(NetworkStream from, NetworkStream to)
    {
        var one = new byte[1];
        while (await from.ReadAsync(one) > 0)
        {
            await to.WriteAsync(one);
        }

        to.Close();
    }

    private string ClusterFile => System.IO.Path.Combine(_directory, "cluster.pem");

    private Dictionary<string, string?> Settings() => new()
    {
        ["StateDirectory"] = _directory,
        ["Plane:Drone:Proxy:HttpsPort"] = "0",
        ["Plane:Drone:Certificates:Files:0:Cert"] = ClusterFile,
    };

    private async Task<ProxyScene> SceneAsync()
    {
        await File.WriteAllTextAsync(ClusterFile, _authority.Issue(_cluster.Host));
        var settings = Settings();
        foreach (var (at, domain, challenge) in new[] { (0, ByHttp, "http-01"), (1, ByTls, "tls-alpn-01") })
        {
            settings[$"Plane:Drone:Proxy:Hosts:{at}:Name"] = domain.Value;
            settings[$"Plane:Drone:Proxy:Hosts:{at}:Backend"] = "b1";
            settings[$"Plane:Drone:Proxy:Hosts:{at}:Acme"] = challenge;
        }

        var scene = await ProxyScene.NewAsync(fixture, settings, _cluster);
        scene.Drone.Root = _authority.Root;
        return scene;
    }

    private async Task PutAsync(ProxyScene scene, DomainName domain, string challenge) => Assert.True(
        (await scene.Drone.Get<AcmeAnswers>().PutAsync(domain, new AcmeAnswerRecord(_cluster, domain.Value, challenge, "t0ken", "t0ken.thumb"), CancellationToken.None)).IsStored);

    /// <returns>The status, and the body or where one is sent.</returns>
    private static async Task<(HttpStatusCode Status, string Told)> AskAsync(HttpClient client, ProxyScene scene, string host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{scene.Drone.Open.RedirectPort}{path}")) { Headers = { Host = host } };
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync());
    }

    /// <summary>As an authority does: whoever signed the certificate.</summary>
    private static Task<SslStream> LookAsync(int port, string name) => TlsClient.HandshakeAsync(port, new SslClientAuthenticationOptions
    {
        TargetHost = name,
        ApplicationProtocols = [ChallengeHandshake.Protocol],
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
    });
}
