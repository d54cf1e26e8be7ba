using Certes.Acme.Resource;

namespace Certes.Acme;

public interface IOrderContext : IResourceContext<Order>
{
    Task<IEnumerable<IAuthorizationContext>> Authorizations();

    /// <param name="csr">DER.</param>
    Task<Order> Finalize(byte[] csr);

    /// <param name="preferredChain">Common name of the issuer to end at; the server's own choice where none of its chains does.</param>
    Task<CertificateChain> Download(string preferredChain = null);
}
