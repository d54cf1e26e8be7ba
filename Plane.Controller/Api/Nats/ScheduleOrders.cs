using System.Collections.Immutable;
using Plane.Contracts.Nats;
using Plane.Controller.Connect;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Nats;

/// <summary>Translates a schedule request that <see cref="ScheduleRules"/> found nothing wrong with.</summary>
internal sealed class ScheduleOrders(ControllerOptions options, Entropy entropy)
{
    public ConnectOrder Of(ScheduleRequest request) => new(
        request.Lock is { } name ? LockOf(request.Cluster, name) : KeyName.New(entropy),
        IsRandomKey: request.Lock is null,
        Tag: "",
        SpawnOf(request),
        Audience: null);

    /// <summary>Only an existing backend will do.</summary>
    public static ConnectOrder Of(FetchRequest request) =>
        new(LockOf(request.Cluster, request.Lock), IsRandomKey: false, Tag: "", Spawn: null, Audience: null);

    public static ResourceLimits LimitsOf(NatsResourceLimits limits) =>
        new(limits.CpuPeriod, limits.CpuPeriodPercent, limits.CpuTimeLimit, limits.MemoryLimitBytes, limits.DiskLimitBytes);

    /// <summary>Callers of the HTTP API that name this namespace share backends with those of this one.</summary>
    private static KeyName LockOf(ClusterName cluster, string name) => KeyName.Parse($"lock/{cluster}", name);

    private SpawnOrder SpawnOf(ScheduleRequest request) => new()
    {
        Cluster = request.Cluster,
        Pool = "",
        ChosenId = request.BackendId,
        Spec = SpecOf(request.Executable),
        Limits = new BackendLimits(request.MaxIdleSecs, null, options.GraceSeconds),
        HostRouting = true,
        RequiresBearerToken = request.RequireBearerToken,
        Metadata = request.Metadata.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    private static BackendSpec SpecOf(NatsExecutable executable) => new()
    {
        Image = executable.Image,
        PullPolicy = executable.PullPolicy ?? PullPolicy.IfNotPresent,
        Credentials = executable.Credentials switch
        {
            { UsernamePassword: { } login } => new RegistryCredentials(login.Username, login.Password, null),
            { IdentityToken: { } login } => new RegistryCredentials(null, null, login.IdentityToken),
            _ => null,
        },
        Environment = executable.Env.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Limits = executable.ResourceLimits is { } limits ? LimitsOf(limits) : ResourceLimits.None,
        Port = executable.Port ?? BackendSpec.DefaultPort,
        Ports = [.. (executable.Ports ?? []).Select(static port => (int)port)],
        Binds = [.. executable.VolumeMounts ?? []],
    };
}
