using Plane.Domain.Identity;
using Plane.State.Certificates;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>A certificate as this drone has it on disk and, where it is shared, as the cluster has it.</summary>
internal sealed class CertificateCopies(CertificateSubject subject, byte[]? shareKey, CertificateStorage storage, CertificatesStore store, Entropy entropy, TimeProvider clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public bool AreShared => shareKey is not null;

    /// <summary>Whether there is one for the cluster itself.</summary>
    public bool IsClusterThere => storage.ReadCertificate(domain: null) is not null;

    /// <summary>What is on disk; null where that is nothing, or nothing that can be used.</summary>
    public LoadedCertificate? Own() => storage.ReadCertificate(subject.Domain) is { } pem ? TryParse(pem) : null;

    /// <summary>Puts the shared one on disk where it is good for longer than what is there.</summary>
    /// <returns>What was taken over; null where nothing was.</returns>
    /// <exception cref="CertificateFault">It was sealed by another key.</exception>
    public async Task<LoadedCertificate?> TakeOverAsync(CancellationToken token)
    {
        if (shareKey is null || (await store.ReadSharedAsync(subject.Cluster, subject.Domain, token)).Entry is not { } entry)
        {
            return null;
        }

        var pem = CertificateSeal.Open(shareKey, subject, entry.Value);
        if (TryParse(pem) is not { } shared || (Own() is { } own && own.NotBefore >= shared.NotBefore))
        {
            return null;
        }

        storage.WriteCertificate(subject.Domain, pem);
        return shared;
    }

    /// <summary>On disk first: it is issued, and must not get lost.</summary>
    public async Task KeepAsync(string pem, CancellationToken token)
    {
        storage.WriteCertificate(subject.Domain, pem);
        if (shareKey is null)
        {
            return;
        }

        var record = CertificateSeal.Seal(shareKey, subject, pem, entropy);
        while (!(await store.ShareAsync(subject.Cluster, subject.Domain, record, token)).IsStored)
        {
            await Task.Delay(RetryAfter, clock, token);
        }
    }

    public LoadedCertificate Parse(string pem) => LoadedCertificate.Parse(pem, pem, clock.GetUtcNow(), staple: false);

    private LoadedCertificate? TryParse(string pem)
    {
        try
        {
            return Parse(pem);
        }
        catch (CertificateFault)
        {
            // It has ended, or was cut off: as good as none. Whoever serves it says so.
            return null;
        }
    }
}
