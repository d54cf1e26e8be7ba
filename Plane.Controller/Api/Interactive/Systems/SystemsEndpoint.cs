using Plane.Contracts.Interactive;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Interactive.Access;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Interactive.Systems;

/// <summary><c>GET /api/v1/systems</c>: the services that can be started, by name, then the backends that run, newest first: the public ones, and all for who may see them.</summary>
internal sealed class SystemsEndpoint(ControllerOptions options, BackendViews views, Callers callers)
{
    private const string PublicMark = "public";
    private const string TaglineMark = "tagline";
    private const string Available = "available";

    public Task AnswerAsync(HttpContext context)
    {
        var seesAll = callers.Of(context.Request).Has(Scopes.Systems);
        var backends = views.All.Where(seen => seen.Value.Status.IsAlive() && (seesAll || IsPublic(seen.Value))).OrderByDescending(static seen => seen.Revision);
        SystemResponse[] systems = [.. options.Spawn.Services.Keys.Order(StringComparer.Ordinal).Select(static name => new SystemResponse(name, "", "", Available, null)), .. backends.Select(SystemOf)];
        return context.Response.WriteAsJsonAsync(systems, InteractiveListJson.Default.SystemResponseArray, contentType: null, context.RequestAborted);
    }

    private static bool IsPublic(BackendRecord record) => record.Metadata.GetValueOrDefault(PublicMark) == "true";

    private static SystemResponse SystemOf(Seen<BackendRecord> seen)
    {
        var record = seen.Value;
        var url = record.HostRouting && !record.RequiresBearerToken ? $"{record.Cluster.Scheme}://{record.Backend}.{record.Cluster}/" : "";
        return new SystemResponse(record.Backend.Value, url, record.Metadata.GetValueOrDefault(TaglineMark, ""), BackendStatusConverter.Instance.WordOf(record.Status), seen.Entry.Created);
    }
}
