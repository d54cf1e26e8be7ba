using System.Buffers.Text;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Secrets;
using Plane.State.Tokens;

namespace Plane.Controller.Connect;

/// <summary>Makes what a client shows to reach a backend.</summary>
internal sealed class TokenMint(ClusterSecrets secrets, TokensStore tokens, Entropy entropy)
{
    private const int SecretLength = 32;

    /// <returns>No token where nobody asked for one; null where the store did not acknowledge it.</returns>
    public async Task<MintedToken?> MintAsync(BackendRecord record, Audience? audience, CancellationToken token)
    {
        if (audience is null)
        {
            return MintedToken.None;
        }

        var secret = await secrets.OfAsync(record.Cluster, token);
        if (record.StaticTokenHash is not null)
        {
            // Shared by all users, so it says nothing of any one of them (HTTP API §1.5.3).
            return new MintedToken(secret.StaticTokenOf(record.Backend), null);
        }

        var minted = new MintedToken(secret.NewConnectionToken(entropy), Base64Url.EncodeToString(entropy.Bytes(SecretLength)));
        var stored = await tokens.PutAsync(minted.Token!, new TokenRecord(record.Backend, record.Cluster, audience.User, audience.Auth, minted.Secret!), token);
        return stored.IsStored ? minted : null;
    }
}

/// <param name="Token">Null for none.</param>
/// <param name="Secret">Null with a static token.</param>
internal sealed record MintedToken(AccessToken? Token, string? Secret)
{
    public static MintedToken None { get; } = new(null, null);

    public override string ToString() => Token?.ToString() ?? "no token";
}
