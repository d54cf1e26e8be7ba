namespace Certes.Acme;

/// <summary>Directories of authorities that anybody may use.</summary>
public static class WellKnownServers
{
    public static Uri LetsEncryptV2 { get; } = new("https://acme-v02.api.letsencrypt.org/directory");

    public static Uri LetsEncryptStagingV2 { get; } = new("https://acme-staging-v02.api.letsencrypt.org/directory");
}
