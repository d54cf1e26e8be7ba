namespace Plane.Contracts.Http;

/// <summary>Body of <c>POST /ctrl/b/revoke</c> and <c>POST /ctrl/revoke</c> (HTTP API §1.7).</summary>
/// <param name="User">As the connect named it, exactly.</param>
public sealed record RevokeRequest(string BackendId, string User)
{
    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"revocation at {BackendId}";
}
