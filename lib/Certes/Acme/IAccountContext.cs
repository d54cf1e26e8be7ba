using Certes.Acme.Resource;

namespace Certes.Acme;

public interface IAccountContext : IResourceContext<Account>
{
    Task<Account> Update(IList<string> contact = null, bool agreeTermsOfService = false);

    Task<Account> Deactivate();
}
