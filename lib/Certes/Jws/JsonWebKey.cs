using System.Text.Json.Serialization;

namespace Certes.Jws;

/// <summary>A public key. The members that make up its thumbprint are all it has, and come in the order of their names (RFC 7638 §3).</summary>
[JsonDerivedType(typeof(EllipticJsonWebKey))]
[JsonDerivedType(typeof(RsaJsonWebKey))]
public abstract class JsonWebKey
{
    private protected JsonWebKey()
    {
    }
}
