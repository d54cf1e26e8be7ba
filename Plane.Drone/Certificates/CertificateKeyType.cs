namespace Plane.Drone.Certificates;

public enum CertificateKeyType
{
    /// <summary>ECDSA on P-256.</summary>
    P256,

    Rsa2048,

    Rsa4096,
}
