using System.Text;
using Plane.Contracts.Nats;
using Plane.Controller.Api.Rules;
using Plane.Domain.Identity;

namespace Plane.Controller.Api.Nats;

/// <summary>What a schedule request must be like beyond its types (NATS API §1.5.1, §11.4). Pure.</summary>
internal static class ScheduleRules
{
    /// <param name="subject">Where the message arrived: it must be the body's cluster.</param>
    public static IEnumerable<RequestFault> FaultsOf(ScheduleRequest request, string subject) =>
    [
        .. SubjectRules.Same(subject, Subjects.Schedule(request.Cluster), "$.cluster"),
        .. ValueRules.NotNegative(request.MaxIdleSecs, "$.max_idle_secs"),
        .. ValueRules.Metadata(request.Metadata, "$.metadata"),
        .. OfExecutable(request.Executable),
        .. OfLock(request.Lock),
    ];

    /// <param name="name">Null for none.</param>
    public static IEnumerable<RequestFault> OfLock(string? name) =>
        ValueRules.When(name is not null && (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > KeyName.MaxBytes), "$.lock", $"must be 1 to {KeyName.MaxBytes} bytes");

    private static IEnumerable<RequestFault> OfExecutable(NatsExecutable executable) =>
    [
        .. ValueRules.Image(executable.Image, "$.executable.image"),
        .. ValueRules.Environment(executable.Env, "$.executable.env"),
        .. executable.Credentials is { } login ? OfCredentials(login) : [],
        .. executable.ResourceLimits is { } limits ? ValueRules.Limits(ScheduleOrders.LimitsOf(limits), "$.executable.resource_limits") : [],
        .. ValueRules.Port(executable.Port, "$.executable.port"),
        .. ValueRules.Ports(executable.Ports, executable.Port, "$.executable.ports"),
        .. (executable.VolumeMounts ?? []).SelectMany(OfMount),
    ];

    private static IEnumerable<RequestFault> OfCredentials(NatsCredentials login) => ValueRules.When(
        login.UsernamePassword is null == login.IdentityToken is null, "$.executable.credentials", "exactly one of UsernamePassword and IdentityToken is expected");

    /// <summary><c>host path:container path</c>, both absolute, and options after a second colon as the engine takes them.</summary>
    private static IEnumerable<RequestFault> OfMount(string? mount, int index)
    {
        var parts = mount?.Split(':') ?? [];
        return ValueRules.When(
            parts.Length is < 2 or > 3 || !parts[0].StartsWith('/') || !parts[1].StartsWith('/') || mount!.Contains('\0'),
            $"$.executable.volume_mounts[{index}]",
            "host path:container path, both absolute, is expected");
    }
}
