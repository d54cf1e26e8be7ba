using System.Security.Cryptography;
using System.Text;
using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.State.Tokens;

/// <summary>Users whose tokens of a backend are dead, beside the tokens: one stream, so that its sequence says which of the two came first.</summary>
public sealed class RevocationsStore(Bucket<RevocationRecord> revocations)
{
    /// <summary>KV key pattern of all of them.</summary>
    public const string Filter = "rev.>";

    public static string KeyOf(BackendId backend, string user) => $"rev.{backend}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)))}";

    /// <summary>Whether a token is dead: it was stored before the last revocation of its user.</summary>
    /// <param name="key">Of the token's backend and user.</param>
    /// <param name="tokenRevision">The stream's sequence of the token.</param>
    public static bool Ends(Snapshot<RevocationRecord> known, string key, ulong tokenRevision) => !known.Entries.IsEmpty && known.Find(key) is { } revocation && tokenRevision < revocation.Revision;

    /// <summary>From its acknowledgement on every token stored before is dead, and every later one lives.</summary>
    public ValueTask<WriteOutcome> RevokeAsync(BackendId backend, string user, CancellationToken token) =>
        revocations.PutAsync(KeyOf(backend, user), new RevocationRecord(backend), token);
}
