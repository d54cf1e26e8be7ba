namespace Plane.Contracts.Drones;

/// <summary>In characters.</summary>
public sealed record TerminalSize(int Columns, int Rows);
