using Microsoft.Extensions.Logging;

namespace Plane.State.Keys;

internal static partial class GrantGateLog
{
    [LoggerMessage(3041, LogLevel.Information, "Keys may be granted")]
    public static partial void GateOpen(this ILogger log);

    [LoggerMessage(3043, LogLevel.Debug, "The bucket of keys could not be looked at; no key is granted until it can be")]
    public static partial void BucketNotSeen(this ILogger log, Exception exception);

    [LoggerMessage(3042, LogLevel.Warning, "The bucket of keys is new: for {Wait} no key is granted, so that backends that still run can claim theirs")]
    public static partial void GateWaits(this ILogger log, TimeSpan wait);
}

