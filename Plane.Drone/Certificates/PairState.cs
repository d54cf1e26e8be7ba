namespace Plane.Drone.Certificates;

/// <summary>What was last seen of a pair of files, and what came of it.</summary>
internal sealed class PairState(CertificatePair pair)
{
    private bool _hasLooked;
    private (string? Cert, string? Key) _seen;

    public CertificatePair Pair => pair;

    /// <summary>In use; null before there was a good one.</summary>
    public LoadedCertificate? Loaded { get; set; }

    /// <summary>Why the files are not used as they are; null where they are.</summary>
    public string? Fault { get; set; }

    /// <summary>Notes what the files hold now; true where it is what they held before.</summary>
    public bool HasSeen(string? cert, string? key)
    {
        var same = _hasLooked && _seen == (cert, key);
        (_hasLooked, _seen) = (true, (cert, key));
        return same;
    }
}
