using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using NATS.Client.Core;
using Plane.ServiceDefaults.Configuration;

namespace Plane.ServiceDefaults.Nats;

/// <summary>Section <c>Plane:Nats</c>: what <c>ConnectionStrings:nats</c> has no room for (docs/nats-security.md).</summary>
public sealed partial class NatsOptions : ICheckedOptions
{
    public const string Section = "Plane:Nats";

    /// <summary>PEM file of the authorities one of which signed the servers' certificates, instead of the machine's. TLS is then required, whatever the URL's scheme. Default null.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of this program's own certificate, for servers that ask for one (`verify`). Goes with `KeyFile`. Read at each attempt to connect, so that a renewed one is taken up. Default null.</summary>
    public string? CertFile { get; set; }

    /// <summary>PEM file of the private key of `CertFile`. Default null.</summary>
    public string? KeyFile { get; set; }

    /// <summary>What the subjects begin with on which replies come. Set it where the servers' permissions are not those of samples/nats. Null: `controller.inbox`, `cluster.{c}.drone.{d}.inbox`, `dns.inbox`. Default null.</summary>
    public string? InboxPrefix { get; set; }

    public IEnumerable<string> Faults()
    {
        if (CertFile is null != KeyFile is null)
        {
            var (set, missing) = CertFile is null ? (nameof(KeyFile), nameof(CertFile)) : (nameof(CertFile), nameof(KeyFile));
            yield return $"{Section}:{set} is set without {Section}:{missing}; a client certificate is the two of them.";
        }
        else if (CertFile is not null && FaultOf(nameof(KeyFile), KeyFile!, Pair) is { } pair)
        {
            yield return pair;
        }

        if (CaFile is not null && FaultOf(nameof(CaFile), CaFile, Authorities) is { } authorities)
        {
            yield return authorities;
        }

        if (InboxPrefix is not null && !Subject().IsMatch(InboxPrefix))
        {
            yield return $"{Section}:{nameof(InboxPrefix)} is '{InboxPrefix}'; words of letters, digits, '-', '_' and ':' with a dot between them are expected.";
        }
    }

    /// <param name="inbox">The program's own prefix of replies.</param>
    internal NatsOpts Over(NatsOpts options, string inbox) => options with
    {
        InboxPrefix = InboxPrefix ?? inbox,
        TlsOpts = options.TlsOpts with { CaFile = CaFile, CertFile = CertFile, KeyFile = KeyFile },
    };

    private string? Pair()
    {
        if (!File.Exists(CertFile))
        {
            return $"goes with {Section}:{nameof(CertFile)} '{CertFile}', which is not there";
        }

        using var certificate = X509Certificate2.CreateFromPemFile(CertFile, KeyFile);
        return null;
    }

    private string? Authorities()
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(CaFile!);
        return found.Count == 0 ? "holds no PEM certificate" : null;
    }

    /// <param name="look">What is wrong with what it holds; null where nothing is.</param>
    private static string? FaultOf(string name, string file, Func<string?> look)
    {
        try
        {
            return (File.Exists(file) ? look() : "is not there") is { } fault ? $"{Section}:{name} is '{file}', which {fault}." : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return $"{Section}:{name} is '{file}', which cannot be used: {exception.Message}";
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_:-]+(\.[A-Za-z0-9_:-]+)*\z")]
    private static partial Regex Subject();
}
