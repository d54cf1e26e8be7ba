namespace Certes.Acme.Resource;

/// <summary>RFC 8555 §7.1.2.</summary>
public class Account
{
    public AccountStatus? Status { get; set; }

    public IList<string> Contact { get; set; }

    public bool? TermsOfServiceAgreed { get; set; }

    public object ExternalAccountBinding { get; set; }

    public Uri Orders { get; set; }
}
