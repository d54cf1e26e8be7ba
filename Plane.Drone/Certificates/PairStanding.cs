namespace Plane.Drone.Certificates;

/// <summary>How it stands with a pair of files.</summary>
/// <param name="NotAfter">Until when the certificate in use is good; null before there was a good one.</param>
/// <param name="Fault">Why the files are not used as they are; null where they are, and where there are none yet.</param>
internal sealed record PairStanding(CertificatePair Pair, DateTimeOffset? NotAfter, string? Fault);
