using System.Security.Cryptography.X509Certificates;
using Certes.Acme;
using Certes.Acme.Resource;
using Certes.Crypto;

namespace Certes;

public static class IOrderContextExtensions
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>With a request for all the order's names.</summary>
    public static async Task<Order> Finalize(this IOrderContext order, CsrInfo csr, IKey key) =>
        await order.Finalize(Request(csr, key, (await order.Resource()).Identifiers));

    /// <summary>Finalizes, waits for the certificate, downloads it.</summary>
    /// <param name="retryCount">How often a processing order is looked at again, a second apart.</param>
    /// <exception cref="AcmeException">The order is not as far, or did not become valid.</exception>
    public static async Task<CertificateChain> Generate(this IOrderContext order, CsrInfo csr, IKey key, string preferredChain = null, int retryCount = 1)
    {
        var found = await order.Resource();
        if (found.Status is not (OrderStatus.Ready or OrderStatus.Pending))
        {
            throw new AcmeException($"The order {order.Location} is {found.Status}; it cannot be finalized.");
        }

        var done = await order.Finalize(csr, key);
        for (var left = retryCount; done.Status == OrderStatus.Processing && left > 0; left--)
        {
            await Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None);
            done = await order.Resource();
        }

        return done.Status == OrderStatus.Valid
            ? await order.Download(preferredChain)
            : throw new AcmeException($"The order {order.Location} is {done.Status} and not valid after it was finalized.");
    }

    /// <summary>Null where the order has none for that name.</summary>
    public static async Task<IAuthorizationContext> Authorization(this IOrderContext order, string value, IdentifierType type = IdentifierType.Dns)
    {
        var isWildcard = value.StartsWith("*.", StringComparison.Ordinal);
        var name = isWildcard ? value[2..] : value;
        foreach (var authorization in await order.Authorizations())
        {
            var found = await authorization.Resource();
            if (found.Identifier.Type == type && found.Identifier.Value == name && (found.Wildcard ?? false) == isWildcard)
            {
                return authorization;
            }
        }

        return null;
    }

    private static byte[] Request(CsrInfo csr, IKey key, IList<Identifier> identifiers)
    {
        var subject = new X500DistinguishedNameBuilder();
        AddIfGiven(csr.Locality, subject.AddLocalityName);
        AddIfGiven(csr.State, subject.AddStateOrProvinceName);
        AddIfGiven(csr.Organization, name => subject.AddOrganizationName(name));
        AddIfGiven(csr.OrganizationUnit, name => subject.AddOrganizationalUnitName(name));
        AddIfGiven(csr.CountryName, subject.AddCountryOrRegion);
        subject.AddCommonName(string.IsNullOrWhiteSpace(csr.CommonName) ? identifiers[0].Value : csr.CommonName);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var identifier in identifiers)
        {
            names.AddDnsName(identifier.Value);
        }

        var request = ((ICertificateKey)key).NewRequest(subject.Build());
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }

    private static void AddIfGiven(string value, Action<string> add)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            add(value);
        }
    }
}
