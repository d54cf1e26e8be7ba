using Plane.Contracts.Http;
using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;

namespace Plane.Controller.Connect;

/// <summary>How a connect ended: exactly one of the two is there.</summary>
internal sealed record ConnectOutcome(Connected? Connected, ConnectFault? Fault)
{
    public static implicit operator ConnectOutcome(Connected connected) => new(connected, null);

    public static implicit operator ConnectOutcome(ConnectFault fault) => new(null, fault);
}

/// <param name="Entry">Who has the key; its drone runs the backend.</param>
/// <param name="Spawned">This connect created the backend.</param>
/// <param name="Token">Null where none was asked for.</param>
/// <param name="Secret">Goes with a connection token; null with a static one.</param>
internal sealed record Connected(KeyEntry Entry, BackendRecord Record, BackendStatus Status, bool Spawned, AccessToken? Token, string? Secret)
{
    public override string ToString() => $"connected to {Entry.Backend}";
}

/// <summary>Why a connect did not end with a backend.</summary>
/// <param name="Detail">What adds to the kind's own text; null for nothing.</param>
/// <param name="RetryAfter">When another try makes sense; null where time changes nothing.</param>
internal sealed record ConnectFault(ErrorKind Kind, string? Detail = null, TimeSpan? RetryAfter = null)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The kind's text in the HTTP API (§1.5.4), then the detail.</summary>
    public string Message => Detail is null ? Text : $"{Text} {Detail}";

    private string Text => Kind switch
    {
        ErrorKind.FailedToAcquireKey => "Failed to acquire lock.",
        ErrorKind.KeyUnheldNoSpawnConfig => "Lock is unheld but no spawn config was provided.",
        ErrorKind.KeyHeldUnhealthy => "Lock is held but unhealthy.",
        ErrorKind.KeyHeld => "Lock is held but tag does not match.",
        ErrorKind.NoDroneAvailable => "No active drone available.",
        ErrorKind.FailedToRemoveKey => "Failed to remove lock.",
        ErrorKind.NoClusterProvided => "No cluster provided, and no default cluster for this controller.",
        ErrorKind.DatabaseError => "NATS JetStream cannot be used.",
        _ => "Internal error.",
    };

    /// <summary>The store does not answer, or not yet.</summary>
    public static ConnectFault Store(string detail, TimeSpan? retryAfter = null) => new(ErrorKind.DatabaseError, detail, retryAfter ?? Soon);
}
