using System.Diagnostics;
using System.Globalization;
using Peers;
using Plane.Drone.Runtime;

namespace Plane.Tests.Drone;

/// <summary>When a process of this machine ended.</summary>
internal static class Death
{
    /// <summary>A zombie counts as ended.</summary>
    private const string Watch = """while read -r _ _ state _ 2>/dev/null </proc/$0/stat && [ "$state" != Z ]; do sleep 0.02; done; date +%s%N""";

    /// <summary>
    /// Noted by a process of its own, to 20 ms or so, on the clock that nats-server stamps its entries with: whoever looks at it may be as slow as it likes.
    /// Asked for while the process lives.
    /// </summary>
    /// <exception cref="OperationCanceledException">It lived longer than that.</exception>
    public static async Task<DateTimeOffset> OfAsync(ProcessMark process, TimeSpan limit)
    {
        var (code, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo("sh", ["-c", Watch, process.Id.ToString(CultureInfo.InvariantCulture)]), limit);
        Assert.True(code == 0, errors);
        return DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(long.Parse(output, CultureInfo.InvariantCulture) / 1000);
    }
}
