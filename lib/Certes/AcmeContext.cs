using System.Buffers.Text;
using Certes.Acme;
using Certes.Acme.Resource;
using Certes.Jws;
using Directory = Certes.Acme.Resource.Directory;

namespace Certes;

public class AcmeContext : IAcmeContext
{
    private const string BadNonce = "urn:ietf:params:acme:error:badNonce";
    private Directory _directory;
    private IAccountContext _account;

    /// <param name="accountKey">A new ES256 key if none is given.</param>
    public AcmeContext(Uri directoryUri, IKey accountKey = null, IAcmeHttpClient http = null, int badNonceRetryCount = 1)
    {
        DirectoryUri = directoryUri;
        AccountKey = accountKey ?? KeyFactory.NewKey(KeyAlgorithm.ES256);
        HttpClient = http ?? new AcmeHttpClient(directoryUri);
        BadNonceRetryCount = badNonceRetryCount;
    }

    public int BadNonceRetryCount { get; }

    public Uri DirectoryUri { get; }

    public IAcmeHttpClient HttpClient { get; }

    public IKey AccountKey { get; private set; }

    public async Task<IAccountContext> Account()
    {
        if (_account is null)
        {
            var uri = await OperationAsync(static directory => directory.NewAccount, "newAccount");
            var answer = await PostAsync<Account>(uri, nonce => WithKey(AccountKey, uri, nonce, new { onlyReturnExisting = true }));
            _account = new AccountContext(this, answer.Location);
        }

        return _account;
    }

    public async Task<IAccountContext> NewAccount(IList<string> contact, bool termsOfServiceAgreed, string eabKeyId = null, string eabKey = null, string eabKeyAlg = null)
    {
        var uri = await OperationAsync(static directory => directory.NewAccount, "newAccount");
        var account = new Account
        {
            Contact = contact,
            TermsOfServiceAgreed = termsOfServiceAgreed,
            ExternalAccountBinding = eabKeyId is null || eabKey is null ? null : JwsSigner.Bind(eabKeyId, eabKey, eabKeyAlg, uri, AccountKey.JsonWebKey),
        };
        var answer = await PostAsync<Account>(uri, nonce => WithKey(AccountKey, uri, nonce, account));
        return _account = new AccountContext(this, answer.Location);
    }

    public async Task<Directory> GetDirectory()
    {
        if (_directory is null)
        {
            var answer = await HttpClient.Get<Directory>(DirectoryUri);
            _directory = Checked(DirectoryUri, answer).Resource ?? throw new AcmeException($"{DirectoryUri} is no ACME directory.");
        }

        return _directory;
    }

    public async Task<IOrderContext> NewOrder(IList<string> identifiers, DateTimeOffset? notBefore = null, DateTimeOffset? notAfter = null)
    {
        var uri = await OperationAsync(static directory => directory.NewOrder, "newOrder");
        var order = new Order
        {
            Identifiers = [.. identifiers.Select(static name => new Identifier { Type = IdentifierType.Dns, Value = name })],
            NotBefore = notBefore,
            NotAfter = notAfter,
        };
        return new OrderContext(this, (await PostAsync<Order>(uri, order)).Location);
    }

    public IOrderContext Order(Uri location) => new OrderContext(this, location);

    public IAuthorizationContext Authorization(Uri location) => new AuthorizationContext(this, location);

    public async Task RevokeCertificate(byte[] certificate, RevocationReason reason = RevocationReason.Unspecified, IKey certificatePrivateKey = null)
    {
        var uri = await OperationAsync(static directory => directory.RevokeCert, "revokeCert");
        var body = new { certificate = Base64Url.EncodeToString(certificate), reason = (int)reason };
        if (certificatePrivateKey is null)
        {
            await PostAsync<string>(uri, body);
        }
        else
        {
            await PostAsync<string>(uri, nonce => WithKey(certificatePrivateKey, uri, nonce, body));
        }
    }

    public async Task<Account> ChangeKey(IKey key = null)
    {
        var uri = await OperationAsync(static directory => directory.KeyChange, "keyChange");
        var account = await Account();
        var next = key ?? KeyFactory.NewKey(KeyAlgorithm.ES256);
        var change = new { account = account.Location, oldKey = AccountKey.JsonWebKey };

        // The inner signature has no nonce: the outer one's holds for both.
        var answer = await PostAsync<Account>(uri, WithKey(next, uri, nonce: null, change));
        AccountKey = next;
        return answer.Resource ?? await account.Resource();
    }

    public async Task<JwsPayload> Sign(object entity, Uri uri)
    {
        var account = (await Account()).Location;
        return JwsSigner.Sign(AccountKey, new JwsHeader { KeyId = account.OriginalString, Nonce = await HttpClient.ConsumeNonce(), Url = uri }, entity);
    }

    /// <summary>For the account.</summary>
    internal Task<AcmeHttpResponse<T>> PostAsync<T>(Uri uri, object entity) => RepeatAsync<T>(uri, () => Sign(entity, uri));

    private Task<AcmeHttpResponse<T>> PostAsync<T>(Uri uri, Func<string, JwsPayload> sign) =>
        RepeatAsync<T>(uri, async () => sign(await HttpClient.ConsumeNonce()));

    private async Task<AcmeHttpResponse<T>> RepeatAsync<T>(Uri uri, Func<Task<JwsPayload>> sign)
    {
        for (var left = BadNonceRetryCount; ; left--)
        {
            var answer = await HttpClient.Post<T>(uri, await sign());
            if (left <= 0 || answer.Error?.Type != BadNonce)
            {
                return Checked(uri, answer);
            }
        }
    }

    private static AcmeHttpResponse<T> Checked<T>(Uri uri, AcmeHttpResponse<T> answer) =>
        answer.Error is null ? answer : throw new AcmeRequestException($"{uri} refused.", answer.Error);

    private static JwsPayload WithKey(IKey key, Uri uri, string nonce, object entity) =>
        JwsSigner.Sign(key, new JwsHeader { Key = key.JsonWebKey, Nonce = nonce, Url = uri }, entity);

    private async Task<Uri> OperationAsync(Func<Directory, Uri> choose, string name) =>
        choose(await GetDirectory()) ?? throw new NotSupportedException($"{DirectoryUri} does not offer {name}.");
}
