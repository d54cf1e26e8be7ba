using Plane.Contracts.Http;
using Plane.Contracts.Json;

namespace Plane.Client;

/// <summary>Keys, and clusters with their drones.</summary>
public sealed partial class PlaneClient
{
    /// <summary>Who has a key; null for nobody.</summary>
    public async Task<KeyResponse?> FindKeyAsync(string name, string @namespace = "", CancellationToken token = default)
    {
        try
        {
            var path = ApiRequest.Query("ctrl/key", ("name", name), ("namespace", @namespace));
            return await _channel.AskAsync(ApiRequest.Get(path), HttpStatusJson.Default.KeyResponse, token);
        }
        catch (PlaneApiException error) when (error.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Orders the backend that has a key to end; returns once the order stands. It is not repeated by itself: the key may have another backend by then.</summary>
    /// <returns>Which backend has to end; null where nobody has the key.</returns>
    public async Task<string?> TerminateKeyAsync(KeyTerminateRequest request, CancellationToken token = default)
    {
        try
        {
            var post = ApiRequest.Post("ctrl/key/terminate", request, HttpJson.Default.KeyTerminateRequest, isRepeatable: false);
            return (await _channel.AskAsync(post, HttpJson.Default.KeyTerminateResponse, token)).BackendId;
        }
        catch (PlaneApiException error) when (error.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Ends the links that a user was given to a backend, on every proxy, and what the user has open by them; whether there were any is not told. Links of a
    /// later connect live, so it is not repeated by itself. Tokens made without a user, and static ones, cannot be revoked.
    /// </summary>
    public async Task RevokeAsync(RevokeRequest request, CancellationToken token = default)
    {
        var post = ApiRequest.Post("ctrl/b/revoke", request, HttpJson.Default.RevokeRequest, isRepeatable: false);
        await _channel.OrderAsync(post, token);
    }

    /// <summary>The drones and proxies of a cluster that have been heard of lately; none of an unknown one.</summary>
    public Task<ClusterStateResponse> ClusterStateAsync(string cluster, CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get($"ctrl/c/{Part(cluster)}/state"), HttpStatusJson.Default.ClusterStateResponse, token);

    /// <summary>How drones stand with the certificates that they order or were given, for clusters and for single domains.</summary>
    /// <param name="cluster">Null for all.</param>
    public Task<CertificatesResponse> CertificatesAsync(string? cluster = null, CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get(cluster is null ? "ctrl/certificates" : $"ctrl/c/{Part(cluster)}/certificates"), HttpStatusJson.Default.CertificatesResponse, token);

    /// <summary>Orders that a drone gets no more backends, from the return on and until <see cref="UndrainAsync"/>. It is not repeated by itself: somebody may have taken it back meanwhile.</summary>
    /// <returns>Whether this call changed anything.</returns>
    public Task<bool> DrainAsync(string cluster, string drone, CancellationToken token = default) => DrainAsync(cluster, drone, "drain", token);

    /// <summary>Takes back <see cref="DrainAsync(string, string, CancellationToken)"/>.</summary>
    /// <returns>Whether this call changed anything.</returns>
    public Task<bool> UndrainAsync(string cluster, string drone, CancellationToken token = default) => DrainAsync(cluster, drone, "undrain", token);

    /// <summary>The images that a cluster's drones pull before anybody asks for them, and how far each drone is; an empty list for an unknown cluster.</summary>
    public Task<PrefetchResponse> PrefetchListAsync(string cluster, CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get(PrefetchPath(cluster)), HttpJson.Default.PrefetchResponse, token);

    /// <summary>Replaces the list of images that a cluster's drones pull beforehand. It is not repeated by itself: somebody may have replaced it again meanwhile.</summary>
    /// <param name="request">The whole list, at most 100 images, without credentials; empty for none.</param>
    /// <returns>The list as it stands; the drones follow.</returns>
    public Task<PrefetchResponse> ReplacePrefetchListAsync(string cluster, PrefetchRequest request, CancellationToken token = default)
    {
        var put = ApiRequest.Put(PrefetchPath(cluster), request, HttpJson.Default.PrefetchRequest, isRepeatable: false);
        return _channel.AskAsync(put, HttpJson.Default.PrefetchResponse, token);
    }

    private static string PrefetchPath(string cluster) => $"ctrl/c/{Part(cluster)}/prefetch";

    private async Task<bool> DrainAsync(string cluster, string drone, string word, CancellationToken token)
    {
        var post = ApiRequest.Post($"ctrl/c/{Part(cluster)}/d/{Part(drone)}/{word}", isRepeatable: false);
        return (await _channel.AskAsync(post, HttpJson.Default.DrainResponse, token)).Updated;
    }
}
