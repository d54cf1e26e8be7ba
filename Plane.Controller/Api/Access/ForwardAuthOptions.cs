using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plane.Controller.Api.Access;

/// <summary>Section <c>Plane:Controller:ForwardAuth</c>: somebody else decides about each request of <c>/ctrl</c> (HTTP API §1.12).</summary>
internal sealed class ForwardAuthOptions
{
    /// <summary>Where to ask, exactly; http or https. Null: nobody is asked. Default null.</summary>
    public string? Url { get; init; }

    /// <summary>PEM file of certificates one of which signed that server's. Set it where these are none of the system's. Default null.</summary>
    public string? CaFile { get; init; }

    /// <summary>How long an answer may take before the request is refused. 1–60 s. Default 10.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    public IEnumerable<string> Faults()
    {
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0))
        {
            yield return "ForwardAuth:Url is not an absolute http or https URL without a user name";
        }

        if (TimeoutSeconds is < 1 or > 60)
        {
            yield return $"ForwardAuth:TimeoutSeconds is {TimeoutSeconds}; 1 to 60 is allowed";
        }

        if (CaFile is not null && CaFault() is { } fault)
        {
            yield return fault;
        }
    }

    /// <summary>The certificates of <see cref="CaFile"/>; null where none is set.</summary>
    public X509Certificate2Collection? Authorities()
    {
        if (CaFile is null)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(CaFile);
        return authorities;
    }

    private string? CaFault()
    {
        try
        {
            return Authorities() is { Count: > 0 } ? null : $"ForwardAuth:CaFile '{CaFile}' holds no certificate";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"ForwardAuth:CaFile '{CaFile}' cannot be read: {exception.Message}";
        }
    }
}
