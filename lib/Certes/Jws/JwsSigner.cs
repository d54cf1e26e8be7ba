using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Certes.Crypto;

namespace Certes.Jws;

/// <summary>Makes signed bodies (RFC 7515).</summary>
internal static class JwsSigner
{
    /// <param name="entity">Null for the empty payload of a POST-as-GET (RFC 8555 §6.3).</param>
    public static JwsPayload Sign(IKey key, JwsHeader header, object entity) =>
        Make(header with { Algorithm = key.Algorithm.ToString() }, entity, ((ICertificateKey)key).Sign);

    /// <summary>An external account binding (RFC 8555 §7.3.4).</summary>
    /// <param name="algorithm">HS256, HS384 or HS512; null for the first.</param>
    /// <exception cref="AcmeException">Another algorithm, or a key that is not base64url.</exception>
    public static JwsPayload Bind(string keyId, string macKey, string algorithm, Uri newAccount, JsonWebKey account)
    {
        var mac = Decode(macKey);
        return (algorithm ?? "HS256") switch
        {
            "HS256" => Make(Header("HS256"), account, data => HMACSHA256.HashData(mac, data)),
            "HS384" => Make(Header("HS384"), account, data => HMACSHA384.HashData(mac, data)),
            "HS512" => Make(Header("HS512"), account, data => HMACSHA512.HashData(mac, data)),
            var other => throw new AcmeException($"'{other}' is no algorithm of an external account binding; HS256, HS384 and HS512 are."),
        };

        JwsHeader Header(string name) => new() { Algorithm = name, KeyId = keyId, Url = newAccount };
    }

    private static JwsPayload Make(JwsHeader header, object entity, Func<byte[], byte[]> sign)
    {
        var head = Base64Url.EncodeToString(JwsJson.ToUtf8<JwsHeader>(header));
        var payload = entity is null ? "" : Base64Url.EncodeToString(entity is JsonWebKey key ? JwsJson.ToUtf8<JsonWebKey>(key) : JwsJson.ToUtf8(entity));
        return new JwsPayload { Protected = head, Payload = payload, Signature = Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes($"{head}.{payload}"))) };
    }

    private static byte[] Decode(string macKey)
    {
        try
        {
            return Base64Url.DecodeFromChars(macKey);
        }
        catch (FormatException exception)
        {
            throw new AcmeException("The key of the external account binding is not base64url.", exception);
        }
    }
}
