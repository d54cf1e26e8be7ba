using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Calls;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Tests.Controller.Interactive;

/// <summary>A call of the test's own, which counts its runs that have not ended.</summary>
internal sealed class ScriptedAction(string name, Func<CallContext, CancellationToken, Task<CallOutcome>> run, bool takesInput = false) : ICallAction
{
    private int _running;

    public int Running => Volatile.Read(ref _running);

    public string Name => name;

    public string Scope => Scopes.View;

    public int MinParameters => 0;

    public int MaxParameters => 1;

    public bool TakesInput => takesInput;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await run(context, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
