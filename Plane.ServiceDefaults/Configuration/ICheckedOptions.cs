namespace Plane.ServiceDefaults.Configuration;

/// <summary>
/// A section of a program's settings: a class with a constant <c>Section</c>, which names its place, and a docstring for each property, from
/// which docs/configuration.md is made. Found by reflection, read and checked at start together with all others of the program.
/// </summary>
public interface ICheckedOptions
{
    /// <summary>What is wrong, each fault beginning with its key, in an operator's words; empty where nothing is.</summary>
    IEnumerable<string> Faults();
}
