namespace Certes.Acme;

/// <summary>An answer: a resource, or an error.</summary>
public class AcmeHttpResponse<T>
{
    internal AcmeHttpResponse(Uri location, T resource, AcmeError error, IReadOnlyList<Uri> alternates)
    {
        Location = location;
        Resource = resource;
        Error = error;
        Alternates = alternates;
    }

    public Uri Location { get; }

    public T Resource { get; }

    public AcmeError Error { get; }

    /// <summary>RFC 8555 §7.4.2.</summary>
    internal IReadOnlyList<Uri> Alternates { get; }
}
