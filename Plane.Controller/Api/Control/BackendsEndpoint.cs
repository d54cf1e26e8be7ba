using System.Globalization;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Backends;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Control;

/// <summary>
/// <c>GET /ctrl/backends</c> and <c>GET /ctrl/c/{cluster}/backends</c>, newest first. Query: <c>all=true</c> (ended ones too), <c>status</c>
/// (just this one), <c>cluster</c>, <c>key</c> (a name), <c>limit</c> (1–1,000, default 100), <c>after</c> (<c>next</c> of the page before).
/// </summary>
internal sealed class BackendsEndpoint(BackendViews views, ErrorAnswers answers)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public async Task AnswerAsync(HttpContext context, string? cluster)
    {
        var query = context.Request.Query;
        string? wanted = cluster ?? query["cluster"];
        string? status = query["status"];
        if (FaultOf(wanted, status, query["limit"], out var limit) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var matching = Matching(wanted, status, query["key"], all: query["all"] == "true");
        var page = PageOf(matching, query["after"], limit);
        await context.Response.WriteAsJsonAsync(page, HttpStatusJson.Default.BackendListResponse, contentType: null, context.RequestAborted);
    }

    private static ApiError? FaultOf(string? cluster, string? status, string? limit, out int count)
    {
        count = DefaultLimit;
        if (cluster is not null && PathRules.FaultOfCluster(cluster) is { } fault)
        {
            return fault;
        }

        if (status is not null && BackendStatusConverter.Instance.ValueOf(status) is null)
        {
            return ApiError.Bad("status: one of the documented statuses is expected");
        }

        return limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit)
            ? ApiError.Bad($"limit: must be 1 to {MaxLimit}")
            : null;
    }

    private IEnumerable<Seen<BackendRecord>> Matching(string? cluster, string? status, string? key, bool all)
    {
        var name = cluster is null ? null : ClusterName.Parse(cluster);
        var value = BackendStatusConverter.Instance.ValueOf(status);
        return views.All.Where(seen =>
            (name is null || seen.Value.Cluster == name)
            && (value is { } only ? seen.Value.Status == only : all || seen.Value.Status != BackendStatus.Terminated)
            && (key is null || seen.Value.KeyName == key));
    }

    /// <summary>The order is that of revisions, which also is the cursor: no backend is skipped because another changed, though one that changed may come again.</summary>
    private static BackendListResponse PageOf(IEnumerable<Seen<BackendRecord>> matching, string? after, int limit)
    {
        var bound = ulong.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : ulong.MaxValue;
        var found = matching.Where(seen => seen.Revision < bound).OrderByDescending(static seen => seen.Revision).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? page[^1].Revision.ToString(CultureInfo.InvariantCulture) : null;
        return new BackendListResponse([.. page.Select(BackendViews.SummaryOf)], next);
    }
}
