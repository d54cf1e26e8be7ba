namespace Plane.Drone.Runtime;

/// <summary>One line of a program's output, without its end.</summary>
internal readonly record struct LogLine(bool IsError, string Text);
