namespace Certes.Acme.Resource;

/// <summary>RFC 8555 §8, RFC 8737.</summary>
public static class ChallengeTypes
{
    public static string Http01 { get; } = "http-01";

    public static string Dns01 { get; } = "dns-01";

    public static string TlsAlpn01 { get; } = "tls-alpn-01";
}
