using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Rules;
using Plane.Controller.Connect;
using Plane.Controller.Lifecycle;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.Domain.Keys;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Control;

/// <summary><c>GET /ctrl/key</c> and <c>POST /ctrl/key/terminate</c>: a backend by its key instead of its id.</summary>
internal sealed class KeyEndpoint(JsonBody bodies, KeyLookup lookup, BackendRecords records, Terminations terminations, ErrorAnswers answers)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Query: <c>name</c>, and <c>namespace</c> (default empty).</summary>
    public async Task FindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (entry, record, error) = await LookAsync(query["name"].ToString(), query["namespace"].ToString(), "", context.RequestAborted);
        if (error is not null)
        {
            await answers.WriteAsync(context, error);
            return;
        }

        await context.Response.WriteAsJsonAsync(ViewOf(entry!, record), HttpStatusJson.Default.KeyResponse, contentType: null, context.RequestAborted);
    }

    /// <summary>Answered once the intent stands; it is not waited for the end.</summary>
    public async Task TerminateAsync(HttpContext context)
    {
        var token = context.RequestAborted;
        var (request, error) = await bodies.ReadAsync(context.Request, HttpJson.Default.KeyTerminateRequest, token);
        BackendId? backend = null;
        if (request is not null)
        {
            (backend, error) = await OrderAsync(request, token);
        }

        if (error is not null)
        {
            await answers.WriteAsync(context, error);
            return;
        }

        await context.Response.WriteAsJsonAsync(new KeyTerminateResponse(backend!.Value), HttpJson.Default.KeyTerminateResponse, contentType: null, token);
    }

    private static KeyResponse ViewOf(KeyEntry entry, BackendRecord? record)
    {
        var isHeld = entry.State == KeyEntryState.Held;
        return new KeyResponse(
            entry.Namespace, entry.Name, entry.Tag, isHeld, entry.Backend.Value, entry.Cluster.Value, entry.Drone.Value, isHeld ? entry.FencingToken : null, record?.Status);
    }

    private async Task<(BackendId? Backend, ApiError? Error)> OrderAsync(KeyTerminateRequest request, CancellationToken token)
    {
        var (entry, record, error) = await LookAsync(request.Name, request.Namespace, "$.", token);
        if (error is not null)
        {
            return (null, error);
        }

        if (record is null)
        {
            return (null, new ApiError(StatusCodes.Status503ServiceUnavailable, ErrorKind.KeyHeldUnhealthy, "Lock is held but unhealthy. Its backend has no record yet.", Soon));
        }

        var isWritten = await terminations.RequestAsync(record, request.Hard ? TerminationKind.Hard : TerminationKind.Soft, token);
        return isWritten ? (entry!.Backend, null) : (null, ApiError.StoreSilent);
    }

    /// <param name="path">What a fault's path begins with.</param>
    private async Task<(KeyEntry? Entry, BackendRecord? Record, ApiError? Error)> LookAsync(string name, string @namespace, string path, CancellationToken token)
    {
        if (FaultOf(name, @namespace, path) is { } fault)
        {
            return (null, null, ApiError.Bad(fault.Message));
        }

        var sighting = await lookup.FindAsync(KeyName.Parse(@namespace, name), token);
        if (sighting?.Entry is not { } entry)
        {
            return (null, null, sighting is null ? ApiError.StoreSilent : ApiError.KeyUnheld);
        }

        var read = await records.FindAsync(entry, token);
        return read.Result == ReadResult.Unanswered ? (null, null, ApiError.StoreSilent) : (entry, read.Entry?.Value, null);
    }

    private static RequestFault? FaultOf(string name, string @namespace, string path) =>
        ValueRules.When(name.Length == 0, path + "name", "must not be empty")
            .Concat(ValueRules.Length(name, path + "name"))
            .Concat(ValueRules.Length(@namespace, path + "namespace"))
            .FirstOrDefault();
}
