using System.Globalization;
using System.Runtime.CompilerServices;
using Plane.Contracts.Http;
using Plane.Contracts.Json;
using Plane.Domain.Backends;

namespace Plane.Client;

/// <summary>Backends by their ids.</summary>
public sealed partial class PlaneClient
{
    /// <summary>Where a backend is in its life, with the last output of a failed start.</summary>
    public Task<StatusResponse> StatusAsync(string backend, CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get(BackendPath(backend, "status")), HttpStatusJson.Default.StatusResponse, token);

    /// <summary>Why a backend is alive, and when and why it would stop.</summary>
    public Task<ActivityResponse> ActivityAsync(string backend, CancellationToken token = default) =>
        _channel.AskAsync(ApiRequest.Get(BackendPath(backend, "activity")), HttpStatusJson.Default.ActivityResponse, token);

    /// <summary>Orders a backend to end; returns once the order stands. Follow its status to see it end.</summary>
    /// <param name="kind">Soft is SIGTERM, grace, SIGKILL; hard is SIGKILL.</param>
    public Task TerminateAsync(string backend, TerminationKind kind = TerminationKind.Soft, CancellationToken token = default) =>
        OrderAsync(backend, TerminationKindConverter.Instance.WordOf(kind) + "-terminate", token);

    /// <summary>Orders that a backend's key is renewed no more, so that it ends when its lease runs out. It cannot be undone.</summary>
    public Task PreventRenewalAsync(string backend, CancellationToken token = default) => OrderAsync(backend, "prevent-renewal", token);

    /// <summary>Backends, newest first, page by page as they are taken. One that changes meanwhile may come again.</summary>
    public async IAsyncEnumerable<BackendSummary> ListAsync(BackendFilter? filter = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        string? after = null;
        do
        {
            var page = await PageAsync(filter, after, token);
            foreach (var backend in page.Backends)
            {
                yield return backend;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>One page of <see cref="ListAsync"/>.</summary>
    /// <param name="after"><see cref="BackendListResponse.Next"/> of the page before; null for the first.</param>
    public Task<BackendListResponse> PageAsync(BackendFilter? filter = null, string? after = null, CancellationToken token = default)
    {
        filter ??= new BackendFilter();
        var path = ApiRequest.Query(
            "ctrl/backends",
            ("cluster", filter.Cluster),
            ("key", filter.Key),
            ("status", filter.Status is { } status ? BackendStatusConverter.Instance.WordOf(status) : null),
            ("all", filter.WithEnded ? "true" : null),
            ("limit", filter.PageLength?.ToString(CultureInfo.InvariantCulture)),
            ("after", after));
        return _channel.AskAsync(ApiRequest.Get(path), HttpStatusJson.Default.BackendListResponse, token);
    }

    private static string BackendPath(string backend, string what) => $"ctrl/b/{Part(backend)}/{what}";

    /// <summary>Ids are never used twice, so the same order again orders nothing else.</summary>
    private Task OrderAsync(string backend, string order, CancellationToken token) =>
        _channel.OrderAsync(ApiRequest.Post(BackendPath(backend, order), isRepeatable: true), token);
}
