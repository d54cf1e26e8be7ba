using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peers;

namespace Plane.Tests.Controller;

/// <summary>Somebody else decides about <c>/ctrl</c> (HTTP API §1.12).</summary>
public sealed class ForwardAuthTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    private const string Url = "Plane:Controller:ForwardAuth:Url";

    [PeerFact]
    public async Task The_question_has_the_method_the_headers_and_the_path_without_prefix_and_no_body()
    {
        await using var authority = await AuthServer.StartAsync();
        using var guarded = await plane.StartControllerAsync((Url, authority.Url));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ctrl/x/../b/nobody/soft-terminate?a=b") { Content = new StringContent("12345") };
        request.Headers.Add("Authorization", "Bearer test");
        request.Headers.Add("X-Original-Path", "/forged");
        request.Headers.Add("X-Of-Connection", "1");
        request.Headers.Add("Connection", "X-Of-Connection");

        using var response = await guarded.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var (method, path, headers, _) = authority.Asked.Single();
        Assert.Equal(("POST", "/verdict?of=plane"), (method, path));
        Assert.Equal(("/b/nobody/soft-terminate", "Bearer test", "text/plain; charset=utf-8"), (headers["x-original-path"], headers["authorization"], headers["content-type"]));
        Assert.Equal(("0", guarded.BaseAddress!.Authority, new Uri(authority.Url).Authority), (headers["content-length"], headers["x-original-host"], headers["host"]));
        Assert.DoesNotContain("x-of-connection", headers.Keys);
    }

    [PeerFact]
    public async Task Two_hundred_and_something_lets_pass_and_anything_else_is_401_in_plain_text()
    {
        await using var authority = await AuthServer.StartAsync();
        using var guarded = await plane.StartControllerAsync((Url, authority.Url));
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), await StatusAsync(guarded));

        foreach (var status in new[] { 401, 403, 404, 302, 500 })
        {
            authority.Status = status;
            using var response = await guarded.GetAsync("/ctrl/status");

            Assert.Equal((HttpStatusCode.Unauthorized, "Unauthorized"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            Assert.Equal(status == 401 ? "Bearer realm=\"plane\"" : "", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [PeerFact]
    public async Task Pub_is_never_asked_about_and_connections_are_kept()
    {
        await using var authority = await AuthServer.StartAsync();
        using var guarded = await plane.StartControllerAsync((Url, authority.Url));
        for (var i = 0; i < 5; i++)
        {
            await guarded.GetAsync("/pub/health");
            await guarded.GetAsync("/ctrl/status");
        }

        Assert.Equal(5, authority.Asked.Count);
        Assert.All(authority.Asked, static asked => Assert.Equal("/status", asked.Headers["x-original-path"]));
        Assert.Single(authority.Asked.Select(static asked => asked.Connection).Distinct());
    }

    [PeerFact]
    public async Task No_answer_in_time_and_no_server_at_all_are_502()
    {
        var silent = await AuthServer.StartAsync();
        silent.IsSilent = true;
        using var guarded = await plane.StartControllerAsync((Url, silent.Url), ("Plane:Controller:ForwardAuth:TimeoutSeconds", "1"));

        using var late = await guarded.GetAsync("/ctrl/status");
        await silent.DisposeAsync();
        using var gone = await guarded.GetAsync("/ctrl/status");

        foreach (var response in new[] { late, gone })
        {
            Assert.Equal((HttpStatusCode.BadGateway, "Error forwarding auth."), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        }
    }

    [PeerFact]
    public async Task Over_tls_the_certificate_must_be_of_the_configured_authority()
    {
        var folder = Directory.CreateTempSubdirectory("plane-auth");
        var (certificate, pem) = NewCertificate();
        var file = Path.Combine(folder.FullName, "ca.pem");
        await File.WriteAllTextAsync(file, pem);
        var foreign = Path.Combine(folder.FullName, "foreign.pem");
        await File.WriteAllTextAsync(foreign, NewCertificate().Pem);
        await using var authority = await AuthServer.StartAsync(certificate);
        using var trusting = await plane.StartControllerAsync((Url, authority.Url), ("Plane:Controller:ForwardAuth:CaFile", file));
        using var strict = await plane.StartControllerAsync((Url, authority.Url));
        using var mistaken = await plane.StartControllerAsync((Url, authority.Url), ("Plane:Controller:ForwardAuth:CaFile", foreign));

        Assert.Equal(HttpStatusCode.OK, (await StatusAsync(trusting)).Code);
        Assert.Equal(HttpStatusCode.BadGateway, (await StatusAsync(strict)).Code);
        Assert.Equal(HttpStatusCode.BadGateway, (await StatusAsync(mistaken)).Code);
        Assert.StartsWith("https://", authority.Url, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<(HttpStatusCode Code, string? Type)> StatusAsync(HttpClient http)
    {
        using var response = await http.GetAsync("/ctrl/status");
        return (response.StatusCode, response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>Signed by itself, for localhost.</summary>
    private static (X509Certificate2 Certificate, string Pem) NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        return (X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null), certificate.ExportCertificatePem());
    }
}
