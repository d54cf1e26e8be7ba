using Certes.Acme;
using Certes.Acme.Resource;

namespace Certes;

public static class IAuthorizationContextExtensions
{
    public static Task<IChallengeContext> Http(this IAuthorizationContext authorization) => authorization.Challenge(ChallengeTypes.Http01);

    public static Task<IChallengeContext> Dns(this IAuthorizationContext authorization) => authorization.Challenge(ChallengeTypes.Dns01);

    public static Task<IChallengeContext> TlsAlpn(this IAuthorizationContext authorization) => authorization.Challenge(ChallengeTypes.TlsAlpn01);

    /// <summary>Null where the server does not offer it.</summary>
    public static async Task<IChallengeContext> Challenge(this IAuthorizationContext authorization, string type) =>
        (await authorization.Challenges()).FirstOrDefault(challenge => challenge.Type == type);
}
