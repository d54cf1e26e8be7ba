namespace Plane.ServiceDefaults.Configuration;

/// <summary>The programs that read settings.</summary>
public enum ProgramKind
{
    Controller,
    Drone,
    Dns,
}
