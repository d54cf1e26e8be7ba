namespace Plane.Contracts.Records;

/// <summary>A cluster's certificate with its key, under <c>{cluster}.certificate</c> in <c>plane_secrets</c>, for all its proxies; a custom domain's under <c>{cluster}.certificate.{domain}</c>.</summary>
/// <param name="Sealed">AES-256-GCM under a key from the drones' configuration, bound to the cluster's name and the domain's: nonce (12 bytes), tag (16), ciphertext.</param>
public sealed record SharedCertificateRecord(byte[] Sealed)
{
    /// <summary>Never the bytes.</summary>
    public override string ToString() => "sealed certificate";
}
