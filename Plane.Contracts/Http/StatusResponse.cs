using Plane.Domain.Backends;

namespace Plane.Contracts.Http;

/// <summary>HTTP API §1.10, and what Plane adds: exit code, error text and phase timings. What is absent is left out.</summary>
/// <param name="ExitError">Only when terminated: an exit code is known and not 0.</param>
/// <param name="Time">Milliseconds since the epoch, by the NATS server's clock.</param>
/// <param name="Error">Why a start failed.</param>
/// <param name="LogLines">Last lines of output of a failed start; for <c>/ctrl</c> readers only.</param>
public sealed record StatusResponse(
    BackendStatus Status,
    TerminationReason? TerminationReason,
    TerminationKind? TerminationKind,
    bool? ExitError,
    long Time,
    int? ExitCode,
    string? Error,
    BackendStatus? Phase,
    PhaseTimings? Phases,
    IReadOnlyList<string>? LogLines);
