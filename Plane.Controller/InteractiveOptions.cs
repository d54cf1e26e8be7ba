using Plane.ServiceDefaults.Configuration;

namespace Plane.Controller;

/// <summary>Section <c>Plane:Api</c>: the interactive API under <c>/api/v1</c>.</summary>
internal sealed class InteractiveOptions : ICheckedOptions
{
    public const string Section = "Plane:Api";

    /// <summary>Whether it shall be served. It is not there yet: nothing happens. Default false.</summary>
    public bool Enabled { get; init; }

    public IEnumerable<string> Faults() => [];
}
