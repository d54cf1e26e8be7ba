using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Tokens;

/// <summary>What a live token stands for, in the words of the headers that tell the backend (HTTP API §6.4).</summary>
/// <param name="User"><c>x-verified-username</c>; null sends none.</param>
/// <param name="UserData"><c>x-verified-user-data</c>; null sends none.</param>
/// <param name="Secret"><c>x-verified-secret</c>; empty for static tokens and host routing.</param>
internal sealed record Ticket(BackendId Backend, string? User, string? UserData, string Secret)
{
    /// <summary>Where a revocation of its user's tokens would stand; null for tickets that cannot be revoked.</summary>
    public string? RevocationKey { get; init; }

    /// <summary>The stream's sequence of the token: a later revocation ends it.</summary>
    public ulong Revision { get; init; }

    /// <summary>Where nobody is verified: host routing and static tokens.</summary>
    public static Ticket Anonymous(BackendId backend) => new(backend, null, null, "");

    /// <summary>Names the backend only.</summary>
    public override string ToString() => $"ticket to {Backend}";
}
