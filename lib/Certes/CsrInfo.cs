namespace Certes;

/// <summary>The subject of a certificate signing request; what is blank is left out, except the common name: the order's first identifier stands in.</summary>
public class CsrInfo
{
    public string CountryName { get; set; }

    public string State { get; set; }

    public string Locality { get; set; }

    public string Organization { get; set; }

    public string OrganizationUnit { get; set; }

    public string CommonName { get; set; }
}
