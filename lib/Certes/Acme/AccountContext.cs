using Certes.Acme.Resource;

namespace Certes.Acme;

internal sealed class AccountContext(AcmeContext context, Uri location) : EntityContext<Account>(context, location), IAccountContext
{
    public async Task<Account> Update(IList<string> contact = null, bool agreeTermsOfService = false) =>
        (await Context.PostAsync<Account>(Location, new Account { Contact = contact, TermsOfServiceAgreed = agreeTermsOfService ? true : null })).Resource;

    public async Task<Account> Deactivate() => (await Context.PostAsync<Account>(Location, new Account { Status = AccountStatus.Deactivated })).Resource;
}
