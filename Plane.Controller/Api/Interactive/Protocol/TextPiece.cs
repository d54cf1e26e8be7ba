namespace Plane.Controller.Api.Interactive.Protocol;

/// <summary>Bytes of a text message.</summary>
/// <param name="EndsMessage">The message is whole with it; else it goes on.</param>
internal readonly record struct TextPiece(ReadOnlyMemory<byte> Bytes, bool EndsMessage);
