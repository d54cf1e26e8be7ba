using Certes.Acme.Resource;

namespace Certes.Acme;

internal sealed class ChallengeContext(AcmeContext context, Uri location, string type, string token) : EntityContext<Challenge>(context, location), IChallengeContext
{
    public string Type => type;

    public string Token => token;

    public string KeyAuthz => Context.AccountKey.KeyAuthorization(token);

    public async Task<Challenge> Validate() => (await Context.PostAsync<Challenge>(Location, new { })).Resource;
}
