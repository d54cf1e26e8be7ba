using Plane.Contracts.Http;
using Plane.Controller.Connect;

namespace Plane.Controller.Api.Control;

/// <summary>Words the end of a connect (HTTP API §1.5.2).</summary>
internal static class ConnectResponses
{
    /// <param name="connected">With a token.</param>
    /// <param name="controller">Where the client reaches it, without a slash at its end.</param>
    public static ConnectResponse Of(Connected connected, string controller)
    {
        var (record, token) = (connected.Record, connected.Token!.Value);
        var host = record.Subdomain is { } subdomain ? $"{subdomain}.{record.Cluster}" : record.Cluster.Value;
        return new ConnectResponse(
            record.Backend.Value,
            connected.Spawned,
            connected.Status,
            token,
            $"{record.Cluster.Scheme}://{host}/{token}/",
            record.Subdomain,
            connected.Secret,
            $"{controller}/pub/b/{record.Backend}/status",
            connected.Spawned ? connected.Entry.Drone.Value : null);
    }
}
