using Plane.Cli.Controller;
using Plane.Cli.Output;

namespace Plane.Cli.Commands;

/// <summary>What every command works with.</summary>
internal sealed record CommandContext(ControllerClient Controller, Screen Screen);
