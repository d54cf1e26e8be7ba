using Plane.Domain.Identity;

namespace Plane.Contracts.Nats;

/// <summary>Every subject, in one place. Client-facing ones are those of the NATS API; the rest is between Plane's programs.</summary>
public static class Subjects
{
    /// <summary>Queue group of the controllers.</summary>
    public const string ControllersGroup = "plane-controllers";

    /// <summary>ScheduleRequest, any cluster.</summary>
    public const string AnySchedule = "cluster.*.schedule";

    /// <summary>FetchRequest, any cluster.</summary>
    public const string AnyFetch = "cluster.*.fetch";

    /// <summary>TerminationRequest, any cluster and backend.</summary>
    public const string AnyTerminate = "cluster.*.backend.*.terminate";

    /// <summary>DrainRequest, any cluster and drone.</summary>
    public const string AnyDrain = "cluster.*.drone.*.drain";

    /// <summary>AcmeRecordRequest, any cluster.</summary>
    public const string AnyAcmeRecord = "cluster.*.set_acme_record";

    /// <summary>AcmeRecordRequest, as clients before 0.3.15 send it.</summary>
    public const string FormerAcmeRecord = "acme.set_dns_record";

    /// <summary>BackendStateMessage, of every backend.</summary>
    public const string AnyStatus = "backend.*.status";

    /// <summary>LogMessage, of every controller.</summary>
    public const string ControllerLogs = "logs.controller";

    /// <summary>LogMessage, of every program.</summary>
    public const string AnyLogs = "logs.>";

    /// <summary>LogMessage, of one drone.</summary>
    public static string DroneLogs(DroneId drone) => $"logs.drone.{drone}";

    public static string Schedule(ClusterName cluster) => $"cluster.{cluster.SubjectToken}.schedule";

    public static string Fetch(ClusterName cluster) => $"cluster.{cluster.SubjectToken}.fetch";

    public static string Terminate(ClusterName cluster, BackendId backend) => $"cluster.{cluster.SubjectToken}.backend.{backend}.terminate";

    public static string Drain(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.drain";

    public static string AcmeRecord(ClusterName cluster) => $"cluster.{cluster.SubjectToken}.set_acme_record";

    /// <summary>Drones.SpawnMessage.</summary>
    public static string Spawn(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.spawn";

    /// <summary>Drones.TouchMessage.</summary>
    public static string Touch(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.touch";

    /// <summary>Drones.ActivityMessage.</summary>
    public static string Activity(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.activity";

    /// <summary>Drones.MetricsMessage.</summary>
    public static string Metrics(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.metrics";

    /// <summary>Drones.MetricsUpdate.</summary>
    public static string Metrics(ClusterName cluster, BackendId backend) => $"cluster.{cluster.SubjectToken}.backend.{backend}.metrics";

    /// <summary>Drones.AttachMessage.</summary>
    public static string Attach(ClusterName cluster, DroneId drone) => $"cluster.{cluster.SubjectToken}.drone.{drone}.attach";

    /// <summary>Frames of a conduit, to its drone.</summary>
    /// <param name="id">Of the conduit: letters and digits.</param>
    public static string ConduitToDrone(ClusterName cluster, DroneId drone, string id) => $"cluster.{cluster.SubjectToken}.drone.{drone}.conduit.{id}.in";

    /// <summary>Frames of a conduit, from its drone.</summary>
    /// <param name="id">Of the conduit: letters and digits.</param>
    public static string ConduitFromDrone(ClusterName cluster, DroneId drone, string id) => $"cluster.{cluster.SubjectToken}.drone.{drone}.conduit.{id}.out";

    /// <summary>BackendStatsMessage.</summary>
    public static string Stats(ClusterName cluster, BackendId backend) => $"cluster.{cluster.SubjectToken}.backend.{backend}.stats";

    /// <summary>Drones.ProgressUpdate.</summary>
    public static string Progress(ClusterName cluster, BackendId backend) => $"cluster.{cluster.SubjectToken}.backend.{backend}.progress";

    /// <summary>Captured by stream <c>backend_logs</c>.</summary>
    public static string Log(BackendId backend) => $"backend.{backend}.log";

    /// <summary>Captured by stream <c>backend_status</c>.</summary>
    public static string Status(BackendId backend) => $"backend.{backend}.status";
}
