using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Peers;
using Plane.Domain.Identity;
using Plane.Drone.Certificates;
using Plane.Tests.Drone.Proxy;

namespace Plane.Tests.Drone.Certificates;

/// <summary>Serving TLS from files: what clients of an HTTPS cluster get.</summary>
public sealed class TlsTests(ProxyFixture fixture) : IClassFixture<ProxyFixture>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TestAuthority _authority = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("plane-tls-").FullName;
    private readonly ClusterName _cluster = ClusterName.Parse($"c{Entropy.System.Letters(8)}.test");

    private string CertFile => Path.Combine(_directory, "cert.pem");

    private string KeyFile => Path.Combine(_directory, "key.pem");

    private string[] Names => [_cluster.Host, "*." + _cluster.Host];

    [PeerFact]
    public async Task No_port_opens_before_there_is_a_certificate_and_ready_and_health_say_so()
    {
        var port = FreePort.Tcp();
        await using var scene = await SceneAsync(("Plane:Drone:Proxy:HttpsPort", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        using var inside = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{scene.Drone.InternalPort}") };

        using var before = await inside.GetAsync("/ready");
        using var unhealthy = await inside.GetAsync("/health");
        Assert.Null(scene.Drone.Open.ProxyPort);
        Assert.Null(scene.Drone.Open.RedirectPort);
        Assert.NotNull(scene.Drone.Open.PeerAddress);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));
        await ReplaceAsync(_authority.Issue(Names));
        await OpenAsync(scene);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Contains("no certificate", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unhealthy.StatusCode);
        Assert.Equal(port, scene.Drone.Open.ProxyPort);
        using var client = scene.Drone.NewClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await inside.GetAsync("/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await inside.GetAsync("/health")).StatusCode);
    }

    [PeerFact]
    public async Task Told_to_the_port_opens_at_once_and_handshakes_fail_until_there_is_a_certificate()
    {
        await using var scene = await SceneAsync(("Plane:Drone:Proxy:OpenWithoutCertificate", "true"));

        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(scene, _cluster.Host));
        await ReplaceAsync(_authority.Issue(Names));
        await Poll.UntilAsync(() => !scene.Drone.Get<CertificateShelf>().Current.Certificates.IsEmpty, Limit, "the certificate");

        await using var stream = await HandshakeAsync(scene, _cluster.Host);
        Assert.True(stream.IsAuthenticated);
    }

    [PeerFact]
    public async Task A_backend_is_reached_over_tls_by_http_1_and_2_and_told_https()
    {
        await using var scene = await ServingAsync();
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var client = scene.Drone.NewClient();

        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{token}/some/path") { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var answer = await client.SendAsync(request);

            var seen = await ProxyScene.SeenAsync(answer);
            Assert.Equal(version, answer.Version);
            Assert.Equal("https", seen.Headers["x-forwarded-proto"]);
        }
    }

    [PeerFact]
    public async Task A_socket_opens_over_http_2_too()
    {
        await using var scene = await ServingAsync();
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        using var invoker = scene.Drone.NewInvoker();

        await socket.ConnectAsync(new Uri($"wss://{_cluster}/{token}/ws"), invoker, CancellationToken.None).WaitAsync(Limit);

        await ProxyScene.EchoAsync(socket);
        await scene.OpenIsAsync(id, 1);
    }

    [PeerFact]
    public async Task A_new_certificate_serves_new_connections_and_leaves_an_open_socket_alone()
    {
        await using var scene = await ServingAsync();
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{token}/ws");
        var first = await SerialAsync(scene);

        await ReplaceAsync(_authority.Issue(Names));

        await Poll.UntilAsync(async () => await SerialAsync(scene) != first, Limit, "the new certificate");
        await ProxyScene.EchoAsync(socket);
    }

    [PeerFact]
    public async Task A_file_that_is_renamed_into_place_is_seen_and_one_that_is_linked_there_too()
    {
        await using var scene = await ServingAsync();
        var first = await SerialAsync(scene);

        await WriteAsync(Path.Combine(_directory, "new.pem"), _authority.Issue(Names));
        File.Move(Path.Combine(_directory, "new.pem"), CertFile, overwrite: true);
        File.Copy(CertFile, KeyFile, overwrite: true);
        await Poll.UntilAsync(async () => await SerialAsync(scene) != first, Limit, "the renamed certificate");

        var second = await SerialAsync(scene);
        var linked = Directory.CreateDirectory(Path.Combine(_directory, "..1")).FullName;
        await WriteAsync(Path.Combine(linked, "both.pem"), _authority.Issue(Names));
        foreach (var file in new[] { CertFile, KeyFile })
        {
            File.CreateSymbolicLink(file + ".link", Path.Combine(linked, "both.pem"));
            File.Move(file + ".link", file, overwrite: true);
        }

        await Poll.UntilAsync(async () => await SerialAsync(scene) != second, Limit, "the linked certificate");
    }

    [PeerFact]
    public async Task Half_a_replacement_and_a_bad_one_leave_the_certificate_before_in_use_and_are_told()
    {
        await using var scene = await ServingAsync();
        var shelf = scene.Drone.Get<CertificateShelf>();
        var first = await SerialAsync(scene);
        var next = _authority.Issue(Names);

        await WriteAsync(CertFile, next);
        await Poll.UntilAsync(() => shelf.Fault?.Contains("does not belong", StringComparison.Ordinal) == true, Limit, "the pair to be refused");
        Assert.Equal(first, await SerialAsync(scene));
        Assert.Contains(scene.Drone.Errors, static error => error.Contains("does not belong", StringComparison.Ordinal));

        await WriteAsync(KeyFile, next);
        await Poll.UntilAsync(async () => await SerialAsync(scene) != first, Limit, "the whole replacement");
        Assert.Null(shelf.Fault);

        var second = await SerialAsync(scene);
        File.Delete(KeyFile);
        await Poll.UntilAsync(() => shelf.Fault is not null, Limit, "the missing key to be told");
        Assert.Equal(second, await SerialAsync(scene));
    }

    [PeerFact]
    public async Task A_name_of_another_certificate_is_answered_with_that()
    {
        var custom = Path.Combine(_directory, "custom.pem");
        await WriteAsync(custom, _authority.Issue("app.example.org"));
        await using var scene = await ServingAsync(("Plane:Drone:Certificates:Files:1:Cert", custom));
        await Poll.UntilAsync(() => scene.Drone.Get<CertificateShelf>().Current.Certificates.Length == 2, Limit, "both certificates");

        Assert.Equal("CN=app.example.org", await SubjectAsync(scene, "app.example.org"));
        Assert.Equal("CN=" + _cluster.Host, await SubjectAsync(scene, "x." + _cluster.Host));
        Assert.Equal("CN=" + _cluster.Host, await SubjectAsync(scene, "unknown.example.net"));
    }

    [PeerTheory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Tls_1_2_and_1_3_are_spoken_with_the_issuer_and_the_protocols_of_http(SslProtocols protocol)
    {
        await using var scene = await ServingAsync();

        await using var stream = await HandshakeAsync(scene, _cluster.Host, protocol);

        Assert.Equal(protocol, stream.SslProtocol);
        Assert.Equal(SslApplicationProtocol.Http2, stream.NegotiatedApplicationProtocol);
    }

    [PeerFact]
    public async Task One_address_has_so_many_connections_over_tls_too()
    {
        await ReplaceAsync(_authority.Issue(Names));
        await using var scene = await SceneAsync(("Plane:Drone:Proxy:Limits:ConnectionsPerAddress", "2"));
        await OpenAsync(scene);
        await using var first = await HandshakeAsync(scene, _cluster.Host);
        await using var second = await HandshakeAsync(scene, _cluster.Host);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(scene, _cluster.Host));
        Assert.True(refused is IOException or SocketException, refused.ToString());
    }

    [PeerFact]
    public async Task Older_tls_is_refused()
    {
        await using var scene = await ServingAsync();
#pragma warning disable SYSLIB0039, CA5397 // that these are refused is what is tested
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(scene, _cluster.Host, SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
    }

    [PeerTheory]
    [InlineData("/", "/")]
    [InlineData("/some/path", "/some/path")]
    [InlineData("/a%20b/?x=1&y=%2F", "/a%20b/?x=1&y=%2F")]
    [InlineData("/ready", "/ready")]
    public async Task The_plain_port_sends_everything_to_https(string asked, string sent)
    {
        await using var scene = await ServingAsync();
        var answer = await RawAsync(scene, $"GET {asked} HTTP/1.1\r\nHost: x.{_cluster}:80\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 301 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: https://x.{_cluster}{sent}\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [PeerTheory]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")]
    public async Task Without_a_host_there_is_nowhere_to_send_to(string request)
    {
        await using var scene = await ServingAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(scene, request), StringComparison.Ordinal);
    }

    [PeerFact]
    public async Task The_plain_port_can_be_left_closed()
    {
        await using var scene = await ServingAsync(("Plane:Drone:Proxy:RedirectHttp", "false"));

        Assert.NotNull(scene.Drone.Open.ProxyPort);
        Assert.Null(scene.Drone.Open.RedirectPort);
    }

    [PeerFact]
    public async Task A_stop_lets_a_request_over_tls_finish()
    {
        await using var scene = await ServingAsync();
        var id = BackendId.New(Entropy.System);
        await scene.RunAsync(id);
        var token = await scene.ConnectAsync(id);
        using var socket = await scene.SpeakAsync(scene.Drone, $"/{token}/ws");

        var stopped = scene.Drone.StopAsync();

        Assert.Equal(1012, (int?)(await socket.ReceiveAsync(new byte[64], CancellationToken.None)).CloseStatus);
        await stopped.WaitAsync(Limit);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(scene.Drone.Open.ProxyPort!.Value));
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<ProxyScene> ServingAsync(params (string Key, string Value)[] more)
    {
        await ReplaceAsync(_authority.Issue(Names));
        var scene = await SceneAsync(more);
        await OpenAsync(scene);
        return scene;
    }

    private async Task<ProxyScene> SceneAsync(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["StateDirectory"] = _directory,
            ["Plane:Drone:Proxy:HttpsPort"] = "0",
            ["Plane:Drone:Certificates:Files:0:Cert"] = CertFile,
            ["Plane:Drone:Certificates:Files:0:Key"] = KeyFile,
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var scene = await ProxyScene.NewAsync(fixture, settings, _cluster);
        scene.Drone.Root = _authority.Root;
        return scene;
    }

    private static Task OpenAsync(ProxyScene scene) => Poll.UntilAsync(() => scene.Drone.Open.ProxyPort is not null, Limit, "the port to open");

    private async Task ReplaceAsync(string pem)
    {
        await WriteAsync(CertFile, pem);
        await WriteAsync(KeyFile, pem);
    }

    private static Task WriteAsync(string file, string text) => File.WriteAllTextAsync(file, text);

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    private Task<SslStream> HandshakeAsync(ProxyScene scene, string name, SslProtocols protocols = SslProtocols.None) =>
        TlsClient.HandshakeAsync(scene.Drone.Open.ProxyPort!.Value, name, _authority.Root, protocols);

    private async Task<string> SubjectAsync(ProxyScene scene, string name) => (await TlsClient.ShownAsync(scene.Drone.Open.ProxyPort!.Value, name, _authority.Root)).Subject;

    private async Task<string> SerialAsync(ProxyScene scene) => (await TlsClient.ShownAsync(scene.Drone.Open.ProxyPort!.Value, _cluster.Host, _authority.Root)).Serial;

    private static async Task<string> RawAsync(ProxyScene scene, string request)
    {
        using var tcp = await ConnectAsync(scene.Drone.Open.RedirectPort!.Value);
        await tcp.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(tcp.GetStream());
        return await reader.ReadToEndAsync().WaitAsync(Limit);
    }
}
