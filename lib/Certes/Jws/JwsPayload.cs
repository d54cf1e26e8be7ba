namespace Certes.Jws;

/// <summary>A signed request body: flattened JSON serialization, each part base64url (RFC 7515 §7.2.2).</summary>
public class JwsPayload
{
    public string Protected { get; set; }

    public string Payload { get; set; }

    public string Signature { get; set; }
}
