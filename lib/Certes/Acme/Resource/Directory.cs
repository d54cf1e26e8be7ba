namespace Certes.Acme.Resource;

/// <summary>RFC 8555 §7.1.1.</summary>
public class Directory
{
    public Uri NewNonce { get; set; }

    public Uri NewAccount { get; set; }

    public Uri NewOrder { get; set; }

    public Uri RevokeCert { get; set; }

    public Uri KeyChange { get; set; }

    public DirectoryMeta Meta { get; set; }
}
