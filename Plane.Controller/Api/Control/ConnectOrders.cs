using System.Collections.Immutable;
using System.Text.Json;
using Plane.Contracts.Http;
using Plane.Controller.Connect;
using Plane.Domain.Backends;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Control;

/// <summary>Translates a connect that <see cref="ConnectRules"/> found nothing wrong with.</summary>
internal sealed class ConnectOrders(ControllerOptions options, Entropy entropy)
{
    private const string IdempotentNamespace = "idem";
    private static readonly JsonElement NoAuth = JsonElement.Parse("{}");

    /// <param name="idempotency">What the caller calls this request, so that a repetition finds the same backend; null for nothing. Beside a key it has no effect.</param>
    public ConnectOrder Of(ConnectRequest request, string? idempotency)
    {
        var key = request.Key is { } named ? KeyName.Parse(named.Namespace, named.Name)
            : idempotency is not null ? KeyName.Parse(IdempotentNamespace, idempotency)
            : KeyName.New(entropy);
        return new ConnectOrder(
            key,
            IsRandomKey: request.Key is null && idempotency is null,
            request.Key?.Tag ?? "",
            request.SpawnConfig is { } spawn ? SpawnOf(spawn, request.Pool, key) : null,
            new Audience(request.User, request.Auth is { ValueKind: JsonValueKind.Object } auth ? auth.Clone() : NoAuth))
        {
            OnTerminating = TerminatingWords.ValueOf(request.OnTerminating ?? options.OnTerminating) ?? TerminatingRule.Return,
        };
    }

    public static ResourceLimits LimitsOf(HttpResourceLimits limits) =>
        new(limits.CpuPeriod, limits.CpuPeriodPercent, limits.CpuTimeLimit, limits.MemoryLimitBytes, limits.DiskLimitBytes);

    private SpawnOrder SpawnOf(SpawnConfig spawn, string? pool, KeyName key) => new()
    {
        Cluster = (spawn.Cluster ?? options.DefaultCluster) is { } cluster ? ClusterName.Parse(cluster) : null,
        Pool = spawn.Pool ?? pool ?? "",
        ChosenId = spawn.Id is { } id ? BackendId.Parse(id) : null,
        Spec = SpecOf(spawn.Executable, key),
        Limits = new BackendLimits(spawn.MaxIdleSeconds, spawn.LifetimeLimitSeconds, spawn.GraceSeconds ?? options.GraceSeconds),
        UseStaticToken = spawn.UseStaticToken,
        Subdomain = Subdomain.TryParse(spawn.Subdomain, out var subdomain) ? subdomain : null,
        HostRouting = spawn.HostRouting == "open",
        Metadata = spawn.Metadata?.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, string>.Empty,
    };

    private static BackendSpec SpecOf(HttpExecutable executable, KeyName key) => new()
    {
        Image = executable.Image,
        PullPolicy = executable.PullPolicy ?? PullPolicy.IfNotPresent,
        Credentials = executable.Credentials is { } login ? new RegistryCredentials(login.Username, login.Password, null) : null,
        Environment = executable.Env?.ToImmutableSortedDictionary(StringComparer.Ordinal) ?? ImmutableSortedDictionary<string, string>.Empty,
        Limits = executable.ResourceLimits is { } limits ? LimitsOf(limits) : ResourceLimits.None,
        Port = executable.Port ?? BackendSpec.DefaultPort,
        Ports = [.. (executable.Ports ?? []).Select(static port => (int)port)],
        Mount = executable.Mount switch
        {
            { ValueKind: JsonValueKind.True } => key.Name,
            { ValueKind: JsonValueKind.String } folder => folder.GetString(),
            _ => null,
        },
        Network = executable.NetworkName,
    };
}
