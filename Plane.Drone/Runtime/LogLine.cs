namespace Plane.Drone.Runtime;

/// <summary>One line of a program's output, without its end, or a piece of a long one.</summary>
/// <param name="Mark">Where its stream is after it, no two the same and always rising: nanoseconds since 1970 from an engine, bytes from a file.</param>
/// <param name="GoesOn">The next one of its stream is the rest of the line.</param>
internal readonly record struct LogLine(bool IsError, string Text, long Mark, bool GoesOn = false);
