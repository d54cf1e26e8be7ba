using Certes;
using Certes.Acme;

namespace Plane.Drone.Certificates.Ordering;

/// <summary>One kind of challenge, and how it is answered where the authority looks.</summary>
internal interface IChallengeProof
{
    /// <summary>ACME's name of the challenge.</summary>
    string Type { get; }

    /// <summary>Puts the answers there; returns once the authority may look.</summary>
    /// <exception cref="CertificateFault">They could not be put, or are not seen.</exception>
    Task ShowAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open, CancellationToken token);

    /// <summary>Takes them away. What cannot be taken away now goes by itself in ten minutes.</summary>
    Task HideAsync(IAcmeContext context, IReadOnlyList<IChallengeContext> open);
}
