namespace Certes.Acme;

/// <summary>Something on the server that can be looked at again and again.</summary>
public interface IResourceContext<T>
{
    Uri Location { get; }

    /// <summary>Stays 0, as in the package.</summary>
    int RetryAfter { get; }

    /// <summary>As it is now (POST-as-GET, RFC 8555 §6.3).</summary>
    Task<T> Resource();
}
