using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Peers;
using Plane.Tests.Dns.Server;

namespace Plane.Tests.Cli;

/// <summary><c>plane dns query</c> and <c>plane curl</c> against a real DNS server of ours.</summary>
public sealed class DnsCommandTests(DnsFixture dns) : IClassFixture<DnsFixture>
{
    [PeerFact("nats-server")]
    public async Task An_answer_comes_with_the_record_of_the_state_that_it_is_from()
    {
        var found = await QueryAsync("b1.plane.test");
        var text = await QueryAsync("plane.test", "txt");
        var caa = await QueryAsync("plane.test", "CAA");
        var large = await QueryAsync("big.plane.test", "TXT");
        var tcp = await QueryAsync("b1.plane.test", "A", "--tcp");

        Assert.Equal((0, "b1.plane.test\t30\tIN\tA\t192.0.2.1\n"), (found.Code, found.Output));
        Assert.StartsWith("NOERROR, authoritative\n", found.Error, StringComparison.Ordinal);
        Assert.Contains("backend b1 (Ready) in plane_backends/", found.Error, StringComparison.Ordinal);
        Assert.EndsWith("\tTXT\t\"v=spf1 -all\"", Assert.Single(text.Lines), StringComparison.Ordinal);
        Assert.Contains(caa.Lines, static line => line.EndsWith("\tCAA\t0 issue \"letsencrypt.org\"", StringComparison.Ordinal));
        Assert.Equal(20, large.Lines.Length);
        Assert.Equal(found.Output, tcp.Output);
    }

    [PeerFact("nats-server")]
    public async Task What_is_not_there_says_why_and_has_an_exit_code_of_its_own()
    {
        var nobody = await QueryAsync("nobody.plane.test");
        var foreign = await QueryAsync("www.example.com");
        var noSuch = await QueryAsync("b2.plane.test", "MX");
        var silent = await CliProcess.RunWithAsync(null, "dns", "query", "b1.plane.test", "--server", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{FreePort.Tcp()}"));
        var badServer = await CliProcess.RunWithAsync(null, "dns", "query", "b1.plane.test", "--server", "nowhere");

        Assert.Equal((5, ""), (nobody.Code, nobody.Output));
        Assert.StartsWith("NXDOMAIN, authoritative, no such record\n", nobody.Error, StringComparison.Ordinal);
        Assert.Contains("no backend that has not ended", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(4, foreign.Code);
        Assert.Contains("lies in none of the zones here", foreign.Error, StringComparison.Ordinal);
        Assert.Equal(5, noSuch.Code);
        Assert.StartsWith("NOERROR, authoritative, no such record\n", noSuch.Error, StringComparison.Ordinal);
        Assert.Equal(3, silent.Code);
        Assert.Contains("No DNS server answers at 127.0.0.1:", silent.Error, StringComparison.Ordinal);
        Assert.Equal(2, badServer.Code);
    }

    [PeerFact("nats-server")]
    public async Task As_json_it_is_one_document()
    {
        var answer = JsonElement.Parse((await QueryAsync("b1.plane.test", "A", "--json")).Output);

        Assert.Equal(("NOERROR", true, "A"), (answer.GetProperty("status").GetString(), answer.GetProperty("authoritative").GetBoolean(), answer.GetProperty("type").GetString()));
        Assert.Equal("b1.plane.test\t30\tIN\tA\t192.0.2.1", answer.GetProperty("answers")[0].GetString());
        Assert.Contains("backend b1", answer.GetProperty("explanation").GetString(), StringComparison.Ordinal);
    }

    [PeerFact("nats-server", "curl")]
    public async Task Curl_finds_the_host_through_our_server_and_trusts_the_authority_it_is_given()
    {
        var server = DnsFixture.Where(await dns.StartAsync(["--Plane:Dns:Clusters:0=plane.test", "--Plane:Dns:Records:0=here.plane.test A 127.0.0.1"]));
        await Poll.UntilAsync(async () => (await QueryAtAsync(server, "here.plane.test")).Code == 0, DnsFixture.Patience, "the zone");
        using var certificate = Certificate("here.plane.test");
        var authority = Path.GetTempFileName();
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem());
        await using var site = await SiteAsync(certificate);
        var url = string.Create(CultureInfo.InvariantCulture, $"https://here.plane.test:{new Uri(site.Urls.Single()).Port}/a?b=1");
        string[] at = ["--server", server.ToString()];

        var trusted = await CliProcess.RunWithAsync(null, ["curl", url, .. at, "--ca", authority, "--", "--silent", "--show-error"]);
        var untrusted = await CliProcess.RunWithAsync(null, ["curl", url, .. at, "--", "--silent"]);
        var unknown = await CliProcess.RunWithAsync(null, ["curl", "http://nobody.plane.test/", .. at]);
        var noFile = await CliProcess.RunWithAsync(null, ["curl", url, .. at, "--ca", "/nowhere.pem"]);
        File.Delete(authority);

        Assert.Equal((0, "/a?b=1 of here.plane.test"), (trusted.Code, trusted.Output));
        Assert.Equal(60, untrusted.Code);
        Assert.Equal(5, unknown.Code);
        Assert.Contains("no address of nobody.plane.test (NameError): zone plane.test", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, noFile.Code);
        Assert.Contains("There is no file /nowhere.pem", noFile.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> QueryAsync(params string[] arguments) => QueryAtAsync(dns.Main, arguments);

    private static Task<CliResult> QueryAtAsync(IPEndPoint server, params string[] arguments) =>
        CliProcess.RunWithAsync(null, ["dns", "query", .. arguments, "--server", server.ToString()]);

    private static async Task<WebApplication> SiteAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var site = builder.Build();
        site.Run(static context => context.Response.WriteAsync($"{context.Request.Path}{context.Request.QueryString} of {context.Request.Host.Host}"));
        await site.StartAsync();
        return site;
    }

    private static X509Certificate2 Certificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
