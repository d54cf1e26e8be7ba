namespace Plane.Drone.Certificates;

/// <summary>PEM files of a certificate with its issuers, and of its key. They may be one file.</summary>
/// <param name="Domain">The one domain that is answered with it, which it must cover; null for the cluster's own.</param>
/// <param name="IsOrdered">The role <c>certificates</c> puts it there; else it was given.</param>
internal sealed record CertificatePair(string Cert, string Key, string? Domain = null, bool IsOrdered = false);
