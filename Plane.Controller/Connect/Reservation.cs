using Plane.Contracts.Records;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.Domain.Scheduling;

namespace Plane.Controller.Connect;

/// <summary>How far an acquisition has come. Every step returns a new one.</summary>
/// <param name="Entry">As written, reserved for <paramref name="Candidate"/>.</param>
/// <param name="Revision">r0: the drone's acceptance must meet exactly this one.</param>
/// <param name="FencingToken">0 until it was drawn.</param>
/// <param name="Record">Null until it was created.</param>
/// <param name="RecordRevision">0 until it was created.</param>
internal sealed record Reservation(
    KeyName Key, KeyEntry Entry, ulong Revision, DroneCandidate Candidate, long FencingToken = 0, BackendRecord? Record = null, ulong RecordRevision = 0);
