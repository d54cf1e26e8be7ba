namespace Certes.Acme;

public interface IAcmeHttpClient
{
    /// <summary>A nonce that was not used yet: the one that came with the last answer, or a new one.</summary>
    Task<string> ConsumeNonce();

    Task<AcmeHttpResponse<T>> Post<T>(Uri uri, object payload);

    Task<AcmeHttpResponse<T>> Get<T>(Uri uri);
}
