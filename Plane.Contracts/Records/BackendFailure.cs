using System.Collections.Immutable;
using Plane.Domain.Backends;

namespace Plane.Contracts.Records;

/// <summary>Why a backend did not come, or broke off.</summary>
/// <param name="Phase">The status it was in.</param>
/// <param name="Message">What the engine or Plane said, for an operator.</param>
/// <param name="LogLines">The last lines of its output; shown to <c>/ctrl</c> readers only.</param>
public sealed record BackendFailure(BackendStatus Phase, string Message, ImmutableArray<string> LogLines);
