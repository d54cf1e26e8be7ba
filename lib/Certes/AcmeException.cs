namespace Certes;

/// <summary>What ACME could not do.</summary>
public class AcmeException : Exception
{
    public AcmeException(string message)
        : base(message)
    {
    }

    public AcmeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
