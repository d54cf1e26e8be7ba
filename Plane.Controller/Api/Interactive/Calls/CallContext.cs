using System.Threading.Channels;
using Plane.Contracts.Drones;
using Plane.Controller.Api.Interactive.Sockets;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>What a call works with.</summary>
/// <param name="Parameters">As many as it asked for.</param>
/// <param name="Terminal">The client has one of this size; null for none.</param>
/// <param name="Resizes">Its later sizes; the latest counts.</param>
/// <param name="Address">Where the client reaches this controller, without a slash at its end.</param>
internal sealed record CallContext(
    IReadOnlyList<string> Parameters, TerminalSize? Terminal, ChannelReader<TerminalSize> Resizes, CallInput Input, CallOutput Output, string Address);
