namespace Certes.Acme.Resource;

/// <summary>RFC 5280 §5.3.1, those of use here.</summary>
public enum RevocationReason
{
    Unspecified = 0,
    KeyCompromise = 1,
    Superseded = 4,
}
