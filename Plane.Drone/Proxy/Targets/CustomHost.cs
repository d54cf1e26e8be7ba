using Plane.Contracts.Records;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Drone.Proxy.Targets;

/// <summary>A domain that the configuration gives to a backend: to one by its id, or to whichever lives for a key or a service.</summary>
/// <param name="Name">Authority as requests carry it.</param>
/// <param name="Port">One of the backend's further ports; null for the one without a name.</param>
internal sealed record CustomHost(string Name, BackendId? Backend, KeyName? Key, string? Service, int? Port)
{
    public static CustomHost Of(HostSection section) => new(
        section.Name,
        section.Backend is { } id ? BackendId.Parse(id) : null,
        section.Key is { } key ? KeyName.Parse(section.KeyNamespace, key) : null,
        section.Service,
        section.Port);

    /// <summary>Whether this is one of those it is for, and lives.</summary>
    public bool IsFor(BackendRecord record) =>
        (record.Status == BackendStatus.Ready || record.Status.IsComing())
        && (Key is { } key ? record.KeyName == key.Name && record.KeyNamespace == key.Namespace : record.Metadata.TryGetValue(BackendRecord.ServiceLabel, out var service) && service == Service);
}
