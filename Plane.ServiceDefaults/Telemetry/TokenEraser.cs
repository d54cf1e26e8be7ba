using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Plane.ServiceDefaults.Telemetry;

/// <summary>Takes out of spans what lets whoever reads it into a session: tokens in paths, and in the query of a login.</summary>
internal sealed partial class TokenEraser : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.query", "url.full"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
        {
            if (data.GetTagItem(name) is string address)
            {
                data.SetTag(name, InQuery().Replace(InPath().Replace(address, "*"), "*"));
            }
        }
    }

    /// <summary>A segment in the form of a token, as the proxy knows it.</summary>
    [GeneratedRegex(@"(?<=/)(s\.)?[A-Za-z0-9_-]{43}(?=[/?#]|$)")]
    private static partial Regex InPath();

    [GeneratedRegex(@"(?<=(^|[?&])token=)[^&#]+")]
    private static partial Regex InQuery();
}
