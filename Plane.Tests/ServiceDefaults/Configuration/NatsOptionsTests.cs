using Peers;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>What is wrong with the files of a connection to NATS is told at start, and not by a server's silence.</summary>
public sealed class NatsOptionsTests : IDisposable
{
    private readonly PeerCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Files_that_go_together_are_no_fault() =>
        Assert.Empty(Faults(("CaFile", _files.CaFile), ("CertFile", _files.ClientCertFile), ("KeyFile", _files.ClientKeyFile), ("InboxPrefix", "cluster.localhost:9091.drone.dr-1.inbox")));

    [Fact]
    public void A_certificate_without_its_key_and_a_key_without_its_certificate_are_faults()
    {
        Assert.Equal(["Plane:Nats:CertFile is set without Plane:Nats:KeyFile; a client certificate is the two of them."], Faults(("CertFile", _files.ClientCertFile)));
        Assert.Equal(["Plane:Nats:KeyFile is set without Plane:Nats:CertFile; a client certificate is the two of them."], Faults(("KeyFile", _files.ClientKeyFile)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal(["Plane:Nats:CaFile is '/no/ca.pem', which is not there."], Faults(("CaFile", "/no/ca.pem")));
        Assert.Equal(["Plane:Nats:KeyFile is '/no/key', which is not there."], Faults(("CertFile", _files.ClientCertFile), ("KeyFile", "/no/key")));
        Assert.Equal([$"Plane:Nats:KeyFile is '{_files.ClientKeyFile}', which goes with Plane:Nats:CertFile '/no/cert', which is not there."], Faults(("CertFile", "/no/cert"), ("KeyFile", _files.ClientKeyFile)));
    }

    [Fact]
    public void A_key_of_another_certificate_and_a_file_without_certificates_are_faults()
    {
        Assert.StartsWith($"Plane:Nats:KeyFile is '{_files.ServerKeyFile}', which cannot be used: ", Assert.Single(Faults(("CertFile", _files.ClientCertFile), ("KeyFile", _files.ServerKeyFile))), StringComparison.Ordinal);
        Assert.Equal([$"Plane:Nats:CaFile is '{_files.ClientKeyFile}', which holds no PEM certificate."], Faults(("CaFile", _files.ClientKeyFile)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("a.*")]
    [InlineData("a.>")]
    [InlineData("$JS.API")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void A_prefix_that_is_no_subject_is_a_fault(string prefix) =>
        Assert.StartsWith($"Plane:Nats:InboxPrefix is '{prefix}'; ", Assert.Single(Faults(("InboxPrefix", prefix))), StringComparison.Ordinal);

    private static string[] Faults(params (string Name, string Value)[] settings) =>
        [.. Given.Settings(ProgramKind.Dns, [.. settings.Select(static setting => ($"Plane:Nats:{setting.Name}", setting.Value))]).Faults];
}
