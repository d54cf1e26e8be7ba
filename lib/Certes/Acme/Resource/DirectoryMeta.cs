namespace Certes.Acme.Resource;

public class DirectoryMeta
{
    public Uri TermsOfService { get; set; }
}
