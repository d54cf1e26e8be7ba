using Plane.Domain.Backends;
using Plane.Domain.Keys;

namespace Plane.Contracts.Json;

/// <summary>HTTP API §2.1.</summary>
public sealed class BackendStatusConverter() : WordConverter<BackendStatus>(
    (BackendStatus.Scheduled, "scheduled"),
    (BackendStatus.Loading, "loading"),
    (BackendStatus.Starting, "starting"),
    (BackendStatus.Waiting, "waiting"),
    (BackendStatus.Ready, "ready"),
    (BackendStatus.Terminating, "terminating"),
    (BackendStatus.HardTerminating, "hard-terminating"),
    (BackendStatus.Terminated, "terminated"))
{
    public static BackendStatusConverter Instance { get; } = new();
}

/// <summary>HTTP API §2.5.</summary>
public sealed class TerminationReasonConverter() : WordConverter<TerminationReason>(
    (TerminationReason.Swept, "swept"),
    (TerminationReason.External, "external"),
    (TerminationReason.KeyExpired, "keyexpired"),
    (TerminationReason.Lost, "lost"),
    (TerminationReason.StartupTimeout, "startuptimeout"),
    (TerminationReason.InternalError, "internalerror"))
{
    public static TerminationReasonConverter Instance { get; } = new();
}

public sealed class TerminationKindConverter() : WordConverter<TerminationKind>((TerminationKind.Soft, "soft"), (TerminationKind.Hard, "hard"))
{
    public static TerminationKindConverter Instance { get; } = new();
}

/// <summary>HTTP API §5.6; the NATS API spells it the same way.</summary>
public sealed class PullPolicyConverter() : WordConverter<PullPolicy>(
    (PullPolicy.IfNotPresent, "IfNotPresent"), (PullPolicy.Always, "Always"), (PullPolicy.Never, "Never"));

public sealed class KeyEntryStateConverter() : WordConverter<KeyEntryState>((KeyEntryState.Reserved, "reserved"), (KeyEntryState.Held, "held"));
