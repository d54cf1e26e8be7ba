using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>Files of the role <c>certificates</c> in the state directory; proxies of the same drone watch the certificate there. All of them have mode 0600.</summary>
internal sealed class CertificateStorage(string stateDirectory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Path.Combine(stateDirectory, "certificates");

    /// <summary>Key and chain in one file, so that they change together.</summary>
    /// <param name="domain">Null for the cluster's own.</param>
    public string CertificateFile(DomainName? domain) => Path.Combine(_folder, domain is null ? "cluster.pem" : $"domain-{domain}.pem");

    /// <summary>Makes the folder, so that it can be watched before anything is in it.</summary>
    public void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    public string? ReadCertificate(DomainName? domain) => Read(CertificateFile(domain));

    public void WriteCertificate(DomainName? domain, string pem) => Write(CertificateFile(domain), pem);

    /// <summary>Each directory has accounts of its own.</summary>
    public string? ReadAccountKey(Uri directory) => Read(AccountFile(directory));

    public void WriteAccountKey(Uri directory, string pem) => Write(AccountFile(directory), pem);

    private string AccountFile(Uri directory) => Path.Combine(_folder, $"account-{directory.Authority.Replace(':', '-')}{directory.AbsolutePath.Replace('/', '-')}.pem");

    private static string? Read(string file) => File.Exists(file) ? File.ReadAllText(file) : null;

    private void Write(string file, string text)
    {
        Prepare();
        var temporary = file + ".tmp";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
