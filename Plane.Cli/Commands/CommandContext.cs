using Plane.Cli.Output;
using Plane.Client;

namespace Plane.Cli.Commands;

/// <summary>What every command works with.</summary>
internal sealed record CommandContext(PlaneClient Controller, Screen Screen);
