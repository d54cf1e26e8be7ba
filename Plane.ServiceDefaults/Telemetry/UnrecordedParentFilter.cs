using System.Diagnostics;
using OpenTelemetry;

namespace Plane.ServiceDefaults.Telemetry;

/// <summary>
/// Drops what happens below a local span that was dropped (<see cref="UntracedEndpoints"/>). The default sampler does so
/// by itself; <c>OTEL_TRACES_SAMPLER=always_on</c>, which Aspire sets in development, does not.
/// </summary>
internal sealed class UnrecordedParentFilter : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        if (data.Parent is { Recorded: false })
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
