using Certes.Acme;

namespace Certes;

public static class AcmeContextExtensions
{
    /// <param name="email">Without <c>mailto:</c>.</param>
    public static Task<IAccountContext> NewAccount(this IAcmeContext context, string email, bool termsOfServiceAgreed = false, string eabKeyId = null, string eabKey = null, string eabKeyAlg = null) =>
        context.NewAccount(["mailto:" + email], termsOfServiceAgreed, eabKeyId, eabKey, eabKeyAlg);

    /// <summary>Null where the server has none.</summary>
    public static async Task<Uri> TermsOfService(this IAcmeContext context) => (await context.GetDirectory()).Meta?.TermsOfService;
}
