using System.Text.Json;
using System.Text.Json.Nodes;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Controller.Api.Control;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Interactive.Protocol;
using Plane.Controller.Api.Spawn;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>
/// <c>spawn SERVICE|IMAGE [OPTIONS]</c>: always a new backend. The options are a <c>spawn_config</c> of <c>POST /ctrl/connect</c>, whose executable needs no
/// image; a service of the controller's table brings its port, its environment and its cluster, where the options have none.
/// </summary>
internal sealed class SpawnAction(ControllerOptions options, ConnectOrders orders, Startup startup) : ICallAction
{
    private const string Executable = "executable";
    private const string Environment = "env";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public string Name => "spawn";

    public string Scope => Scopes.Spawn;

    public int MinParameters => 1;

    public int MaxParameters => 2;

    public async Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel)
    {
        var request = RequestOf(context.Parameters[0], context.Parameters.Count > 1 ? context.Parameters[1] : "{}");
        return ConnectBody.FaultOf(request) is { } fault
            ? CallOutcome.Failed(fault.Message)
            : await startup.RunAsync(orders.Of(request, idempotency: null), context, cancel);
    }

    private ConnectRequest RequestOf(string name, string json)
    {
        try
        {
            var spawn = JsonNode.Parse(json, documentOptions: Strict) as JsonObject ?? throw new CallException("$: an object of spawn options is expected");
            Fill(spawn, name);
            return new ConnectRequest { SpawnConfig = spawn.Deserialize(HttpJson.Default.SpawnConfig) };
        }
        catch (JsonException exception)
        {
            throw new CallException($"{JsonFaults.PathOf(exception)}: {JsonFaults.ProblemOf(exception)}");
        }
    }

    private void Fill(JsonObject spawn, string name)
    {
        if (spawn[Executable] is not (null or JsonObject))
        {
            throw new CallException($"$.{Executable}: an object is expected");
        }

        spawn[Executable] ??= new JsonObject();
        var executable = spawn[Executable]!.AsObject();
        if (!options.Spawn.Services.TryGetValue(name, out var service))
        {
            executable["image"] = name;
            return;
        }

        executable["image"] = service.Image;
        executable["port"] ??= service.Port;
        spawn["cluster"] ??= options.Spawn.Cluster;
        FillEnvironment(executable, service);
    }

    private static void FillEnvironment(JsonObject executable, ServiceOptions service)
    {
        if (executable[Environment] is not (null or JsonObject))
        {
            throw new CallException($"$.{Executable}.{Environment}: an object of strings is expected");
        }

        executable[Environment] ??= new JsonObject();
        foreach (var (variable, value) in service.Env)
        {
            executable[Environment]![variable] ??= value;
        }
    }
}
