namespace Plane.Drone.Certificates;

internal static partial class CertificateFilesLog
{
    [LoggerMessage(2401, LogLevel.Information, "Certificate {Serial} for {Names} from {File} is in use, good until {NotAfter}")]
    public static partial void InUse(this ILogger log, string serial, string names, string file, DateTimeOffset notAfter);

    [LoggerMessage(2402, LogLevel.Error, "The certificate in {File} is not used: {Why} What was in use before stays")]
    public static partial void Refused(this ILogger log, string file, string why);

    [LoggerMessage(2403, LogLevel.Information, "There is no certificate in {File} yet")]
    public static partial void NotThere(this ILogger log, string file);

    [LoggerMessage(2404, LogLevel.Warning, "The folder {Folder} cannot be watched; its files are looked at every {Interval} instead")]
    public static partial void NotWatched(this ILogger log, Exception exception, string folder, TimeSpan interval);

    [LoggerMessage(2405, LogLevel.Warning, "None of the certificates covers {Name}, under which clients come: they will refuse it")]
    public static partial void NotCovered(this ILogger log, string name);
}
