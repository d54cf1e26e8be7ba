namespace Plane.Domain.Backends;

/// <summary>A login for one pull: user name and password, or an identity token. Travels in the spawn message only.</summary>
public sealed record RegistryCredentials(string? Username, string? Password, string? IdentityToken)
{
    /// <summary>Says the kind, never the secret.</summary>
    public override string ToString() => IdentityToken is null ? "username and password" : "identity token";
}
