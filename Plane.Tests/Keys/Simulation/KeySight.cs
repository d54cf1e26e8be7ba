using Plane.Domain.Keys;

namespace Plane.Tests.Keys.Simulation;

/// <param name="Entry">Null: none.</param>
internal sealed record KeySight(KeyEntry? Entry, ulong Revision);
