using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Contracts.Records;
using Plane.Controller.Api.Errors;
using Plane.Controller.Api.Statuses;
using Plane.Domain.Identity;
using Plane.State.Buckets;

namespace Plane.Controller.Api.Control;

/// <summary><c>GET /ctrl/certificates</c> and <c>GET /ctrl/c/{cluster}/certificates</c>, from the view alone. A certificate is listed until its drone has told nothing of it for 8 days.</summary>
internal sealed class CertificatesEndpoint(LiveView<CertificateRecord> view, ErrorAnswers answers)
{
    /// <param name="cluster">Null for all.</param>
    public async Task AnswerAsync(HttpContext context, string? cluster)
    {
        if (cluster is not null && PathRules.FaultOfCluster(cluster) is { } fault)
        {
            await answers.WriteAsync(context, fault);
            return;
        }

        var list = ListOf(cluster is null ? null : ClusterName.Parse(cluster));
        await context.Response.WriteAsJsonAsync(list, HttpStatusJson.Default.CertificatesResponse, contentType: null, context.RequestAborted);
    }

    private static CertificateSummary SummaryOf(CertificateRecord record) => new(
        record.Cluster.Value,
        record.Drone.Value,
        record.NotAfter?.ToUnixTimeMilliseconds(),
        record.RenewAt?.ToUnixTimeMilliseconds(),
        record.Issued.IsDefaultOrEmpty ? null : record.Issued.Max().ToUnixTimeMilliseconds(),
        record.Failures,
        record.Fault,
        record.RetryAt?.ToUnixTimeMilliseconds(),
        record.Domain,
        record.Source,
        record.File);

    private CertificatesResponse ListOf(ClusterName? cluster) => new(
    [
        .. view.Current.Entries.Values.Select(static seen => seen.Value)
            .Where(record => cluster is null || record.Cluster == cluster)
            .OrderBy(static record => record.Cluster.Value, StringComparer.Ordinal).ThenBy(static record => record.Drone.Value, StringComparer.Ordinal)
            .ThenBy(static record => record.Domain, StringComparer.Ordinal).ThenBy(static record => record.File, StringComparer.Ordinal)
            .Select(SummaryOf),
    ]);
}
