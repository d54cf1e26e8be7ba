using NATS.Client.Core;
using Plane.Contracts.Interactive;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>Runs calls by their names, and turns everything that can become of one into an outcome.</summary>
internal sealed class CallRunner(IEnumerable<ICallAction> actions, ILogger<CallRunner> log)
{
    private readonly Dictionary<string, ICallAction> _actions = actions.ToDictionary(static action => action.Name, StringComparer.Ordinal);

    /// <returns>What the call is, or why there will be none.</returns>
    public (ICallAction? Action, CallOutcome? Refusal) Find(CallMessage call, Caller caller)
    {
        var given = call.Params?.Count ?? 0;
        return _actions.GetValueOrDefault(call.Call) switch
        {
            null => (null, CallOutcome.Failed("unknown action call")),
            var action when given < action.MinParameters || given > action.MaxParameters => (null, CallOutcome.Failed("invalid number of parameters")),
            var action when !caller.Has(action.Scope) => (null, CallOutcome.Failed($"the scope '{action.Scope}' is missing: {(caller.IsKnown ? "the token does not have it" : "no token was shown that is known here")}")),
            var action => (action, null),
        };
    }

    /// <summary>Never throws: it is the rim of one call.</summary>
    public async Task<CallOutcome> RunAsync(ICallAction action, CallContext context, Caller caller, CancellationToken cancel)
    {
        using var span = ControllerTraces.Source.StartActivity($"call {action.Name}");
        log.CallBegins(caller.Name, action.Name);
        try
        {
            return await action.RunAsync(context, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return CallOutcome.Cancelled;
        }
        catch (CallException exception)
        {
            return CallOutcome.Failed(exception.Message);
        }
        catch (NatsException exception)
        {
            log.StoreFailed(exception, action.Name);
            return CallOutcome.Failed("NATS does not answer: try again");
        }
        catch (Exception exception)
        {
            log.CallBroke(exception, action.Name);
            return CallOutcome.Failed("internal error; the controller's log has it");
        }
    }
}
