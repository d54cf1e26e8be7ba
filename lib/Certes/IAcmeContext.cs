using Certes.Acme;
using Certes.Acme.Resource;
using Certes.Jws;
using Directory = Certes.Acme.Resource.Directory;

namespace Certes;

/// <summary>One account's dealings with one ACME server (RFC 8555).</summary>
public interface IAcmeContext
{
    /// <summary>How often a request is repeated whose nonce the server did not take.</summary>
    int BadNonceRetryCount { get; }

    Uri DirectoryUri { get; }

    IAcmeHttpClient HttpClient { get; }

    IKey AccountKey { get; }

    /// <summary>The account that the key has already.</summary>
    Task<IAccountContext> Account();

    /// <param name="eabKey">Base64url.</param>
    /// <param name="eabKeyAlg">HS256 (default), HS384 or HS512.</param>
    Task<IAccountContext> NewAccount(IList<string> contact, bool termsOfServiceAgreed = false, string eabKeyId = null, string eabKey = null, string eabKeyAlg = null);

    Task<Directory> GetDirectory();

    /// <param name="identifiers">DNS names, wildcards included.</param>
    Task<IOrderContext> NewOrder(IList<string> identifiers, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null);

    IOrderContext Order(Uri location);

    IAuthorizationContext Authorization(Uri location);

    /// <param name="certificate">DER.</param>
    /// <param name="certificatePrivateKey">Signs in place of the account's key.</param>
    Task RevokeCertificate(byte[] certificate, RevocationReason reason = RevocationReason.Unspecified, IKey certificatePrivateKey = null);

    /// <summary>Gives the account another key (RFC 8555 §7.3.5), a new one if none is named.</summary>
    Task<Account> ChangeKey(IKey key = null);

    /// <summary>Signs for the account.</summary>
    /// <param name="entity">Null for a POST-as-GET.</param>
    Task<JwsPayload> Sign(object entity, Uri uri);
}
