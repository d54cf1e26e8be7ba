using Certes.Acme.Resource;

namespace Certes.Acme;

internal sealed class AuthorizationContext(AcmeContext context, Uri location) : EntityContext<Authorization>(context, location), IAuthorizationContext
{
    public async Task<IEnumerable<IChallengeContext>> Challenges() =>
        [.. (await Resource()).Challenges.Select(challenge => new ChallengeContext(Context, challenge.Url, challenge.Type, challenge.Token))];

    public async Task<Authorization> Deactivate() =>
        (await Context.PostAsync<Authorization>(Location, new Authorization { Status = AuthorizationStatus.Deactivated })).Resource;
}
