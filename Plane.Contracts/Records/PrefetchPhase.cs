using System.Text.Json.Serialization;

namespace Plane.Contracts.Records;

[JsonConverter(typeof(JsonStringEnumConverter<PrefetchPhase>))]
public enum PrefetchPhase
{
    /// <summary>Others come first.</summary>
    Waiting,

    Pulling,

    Present,

    /// <summary>It will be tried again.</summary>
    Failed,
}
