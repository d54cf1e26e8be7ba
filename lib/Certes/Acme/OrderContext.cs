using System.Buffers.Text;
using Certes.Acme.Resource;

namespace Certes.Acme;

internal sealed class OrderContext(AcmeContext context, Uri location) : EntityContext<Order>(context, location), IOrderContext
{
    public async Task<IEnumerable<IAuthorizationContext>> Authorizations() =>
        [.. (await Resource()).Authorizations.Select(Context.Authorization)];

    public async Task<Order> Finalize(byte[] csr)
    {
        var order = await Resource();
        return (await Context.PostAsync<Order>(order.Finalize, new { csr = Base64Url.EncodeToString(csr) })).Resource;
    }

    public async Task<CertificateChain> Download(string preferredChain = null)
    {
        var order = await Resource();
        if (order.Certificate is null)
        {
            throw new AcmeException($"The order {Location} is {order.Status} and has no certificate.");
        }

        var first = await Context.PostAsync<string>(order.Certificate, null);
        var chain = new CertificateChain(first.Resource);
        if (string.IsNullOrWhiteSpace(preferredChain) || chain.MatchesPreferredChain(preferredChain))
        {
            return chain;
        }

        foreach (var alternate in first.Alternates)
        {
            var other = new CertificateChain((await Context.PostAsync<string>(alternate, null)).Resource);
            if (other.MatchesPreferredChain(preferredChain))
            {
                return other;
            }
        }

        return chain;
    }
}
