using Certes.Acme.Resource;

namespace Certes.Acme;

public interface IAuthorizationContext : IResourceContext<Authorization>
{
    Task<IEnumerable<IChallengeContext>> Challenges();

    Task<Authorization> Deactivate();
}
