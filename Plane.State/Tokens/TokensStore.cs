using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Tokens;

/// <summary>Connection tokens by their hash. They expire by themselves after an hour.</summary>
public sealed class TokensStore(Bucket<TokenRecord> tokens)
{
    public ValueTask<WriteOutcome> PutAsync(AccessToken accessToken, TokenRecord record, CancellationToken token) => tokens.PutAsync(accessToken.Hash, record, token);

    /// <summary>The leader's record.</summary>
    public ValueTask<ReadOutcome<TokenRecord>> ReadAsync(AccessToken accessToken, CancellationToken token) => tokens.ReadAsync(accessToken.Hash, token);
}
