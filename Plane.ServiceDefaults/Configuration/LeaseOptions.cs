namespace Plane.ServiceDefaults.Configuration;

/// <summary>Section <c>Plane:Leases</c>. It has to be the same in every program of a store. Read and checked where timings are known.</summary>
public sealed class LeaseOptions : ICheckedOptions
{
    public const string Section = "Plane:Leases";

    /// <summary>One factor for every time that the promise of one backend per key rests on (docs/architecture.md). For tests, which want a long story short. 0.01–10. Default 1.</summary>
    public double Scale { get; set; } = 1;

    public IEnumerable<string> Faults() => [];
}
