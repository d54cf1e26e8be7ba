using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>What the subjects of replies begin with, so that permissions can keep one program from hearing another's (NATS API §11.1). Applications bring their own.</summary>
public static class Inboxes
{
    public const string Controller = "controller.inbox";

    public const string Dns = "dns.inbox";

    public const string Cli = "cli.inbox";

    /// <summary>Below the drone's own subjects, so that one permission covers both.</summary>
    public static string Drone(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.inbox";
}
