using System.Globalization;
using System.Text;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Tests.Controller.Interactive;

/// <summary>Numbered lines of a hundred bytes, as many as are asked for.</summary>
internal sealed class Flood
{
    public const int LineLength = 100;
    private long _lines;

    /// <summary>Lines said so far, over all calls.</summary>
    public long Lines => Interlocked.Read(ref _lines);

    public static string LineOf(int number) => number.ToString("D99", CultureInfo.InvariantCulture);

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var count = int.Parse(context.Parameters[0], CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            await context.Output.WriteAsync(Encoding.UTF8.GetBytes(LineOf(i) + "\n"), cancel);
            Interlocked.Increment(ref _lines);
        }

        return CallOutcome.Done;
    }

    /// <summary>Whether no line is said for a while.</summary>
    public async Task<bool> IsStillAsync()
    {
        var before = Lines;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await timer.WaitForNextTickAsync();
        return Lines == before;
    }
}
