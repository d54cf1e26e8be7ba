using NATS.Client.Core;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Tests.Controller.Interactive;

/// <summary>Calls that do what calls do, and nothing besides.</summary>
internal static class ScriptedActions
{
    /// <param name="flood">Makes the output of <c>t-flood</c>.</param>
    public static IReadOnlyList<ScriptedAction> All(Flood flood) =>
    [
        new("t-echo", EchoAsync, takesInput: true),
        new("t-lines", static async (context, cancel) =>
        {
            await context.Output.LineAsync("one", cancel);
            await context.Output.WriteAsync("two\nthr"u8.ToArray(), cancel);
            await context.Output.WriteAsync("ee"u8.ToArray(), cancel);
            return new CallOutcome(null, System.Text.Json.JsonElement.Parse("""{"n":3}"""));
        }),
        new("t-hold", HoldAsync),
        new("t-deaf", HoldAsync, takesInput: true),
        new("t-flood", flood.RunAsync),
        new("t-fail", static (_, _) => throw new CallException("no luck")),
        new("t-mute", static (_, _) => Task.FromResult(CallOutcome.Failed(" "))),
        new("t-break", static (_, _) => throw new InvalidOperationException("broken inside")),
        new("t-store", static (_, _) => throw new NatsException("away")),
    ];

    private static async Task<CallOutcome> EchoAsync(CallContext context, CancellationToken cancel)
    {
        await context.Output.LineAsync("ready", cancel);
        var buffer = new byte[100];
        while (await context.Input.ReadAsync(buffer, cancel) is var read and > 0)
        {
            await context.Output.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return CallOutcome.Done;
    }

    private static async Task<CallOutcome> HoldAsync(CallContext context, CancellationToken cancel)
    {
        await context.Output.LineAsync("ready", cancel);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return CallOutcome.Done;
    }
}
