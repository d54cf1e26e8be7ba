namespace Certes;

/// <summary>A key or a certificate in its two usual forms.</summary>
public interface IEncodable
{
    byte[] ToDer();

    string ToPem();
}
