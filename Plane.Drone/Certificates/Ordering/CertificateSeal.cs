using System.Security.Cryptography;
using System.Text;
using Plane.Contracts.Records;
using Plane.Domain.Identity;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>Seals a shared certificate by AES-256-GCM; what it is for is authenticated with it, so that one cluster's or domain's is no use to another.</summary>
internal static class CertificateSeal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static SharedCertificateRecord Seal(byte[] key, CertificateSubject subject, string pem, Entropy entropy)
    {
        var text = Encoding.UTF8.GetBytes(pem);
        var all = new byte[NonceLength + TagLength + text.Length];
        entropy.Bytes(NonceLength).CopyTo(all, 0);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(all.AsSpan(0, NonceLength), text, all.AsSpan(NonceLength + TagLength), all.AsSpan(NonceLength, TagLength), BoundTo(subject));
        return new SharedCertificateRecord(all);
    }

    /// <exception cref="CertificateFault">It was sealed by another key, for another cluster or domain, or was changed.</exception>
    public static string Open(byte[] key, CertificateSubject subject, SharedCertificateRecord record)
    {
        const string Other = "The shared certificate cannot be opened: it was sealed by another Plane:Drone:Certificates:ShareKey. All drones of a cluster need the same one.";
        var all = record.Sealed;
        if (all.Length < NonceLength + TagLength)
        {
            throw new CertificateFault(Other);
        }

        var text = new byte[all.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(all.AsSpan(0, NonceLength), all.AsSpan(NonceLength + TagLength), all.AsSpan(NonceLength, TagLength), text, BoundTo(subject));
        }
        catch (CryptographicException exception)
        {
            throw new CertificateFault(Other, exception);
        }

        return Encoding.UTF8.GetString(text);
    }

    /// <summary>No name of a cluster has a slash.</summary>
    private static byte[] BoundTo(CertificateSubject subject) => Encoding.UTF8.GetBytes(subject.Domain is null ? subject.Cluster.Value : $"{subject.Cluster}/{subject.Domain}");
}
