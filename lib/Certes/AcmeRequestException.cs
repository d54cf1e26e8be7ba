using Certes.Acme;

namespace Certes;

/// <summary>The server answered with a problem document (RFC 8555 §6.7).</summary>
public class AcmeRequestException : AcmeException
{
    public AcmeRequestException(string message, AcmeError error)
        : base($"{message}\n{error.Type}: {error.Detail}")
    {
        Error = error;
    }

    public AcmeError Error { get; }
}
