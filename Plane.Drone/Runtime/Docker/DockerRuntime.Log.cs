using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Docker;

internal static partial class DockerRuntimeLog
{
    [LoggerMessage(2001, LogLevel.Warning, "The engine's event stream broke; it is opened again in {Wait}")]
    public static partial void EventsBroke(this ILogger log, Exception exception, TimeSpan wait);

    [LoggerMessage(2002, LogLevel.Debug, "{Backend} had ended before {Signal} reached it")]
    public static partial void EndedBefore(this ILogger log, BackendId backend, string signal);

    [LoggerMessage(2003, LogLevel.Warning, "The engine does not say whether {Backend} runs")]
    public static partial void EngineSilent(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2004, LogLevel.Warning, "The container of {Backend} is not removed yet; trying again")]
    public static partial void RemovalRepeats(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2005, LogLevel.Information, "The stopped container {Container} was removed")]
    public static partial void ContainerPruned(this ILogger log, string container);

    [LoggerMessage(2006, LogLevel.Information, "The image {Image} was removed: nothing uses it")]
    public static partial void ImagePruned(this ILogger log, string image);

    [LoggerMessage(2007, LogLevel.Debug, "{Name} is not removed: the engine refuses")]
    public static partial void NotPruned(this ILogger log, Exception exception, string name);

    [LoggerMessage(2008, LogLevel.Debug, "A program in {Backend} takes no input any more")]
    public static partial void InputRefused(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2009, LogLevel.Debug, "The terminal of a program in {Backend} keeps its size")]
    public static partial void NotResized(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2010, LogLevel.Warning, "A program in {Backend} cannot be killed from here and runs on: its engine is on another machine")]
    public static partial void ElsewhereRunsOn(this ILogger log, BackendId backend);

    [LoggerMessage(2011, LogLevel.Information, "A program that nobody follows any more was killed in {Backend}")]
    public static partial void LeftProgramEnded(this ILogger log, BackendId backend);

    [LoggerMessage(2012, LogLevel.Warning, "A program that nobody follows any more runs on in {Backend}: it does not end when it is killed, or this drone may not kill it")]
    public static partial void LeftProgramRunsOn(this ILogger log, BackendId backend);

    [LoggerMessage(2013, LogLevel.Warning, "A program in {Backend} has ended, and the note of it cannot be deleted; trying again")]
    public static partial void NoteStays(this ILogger log, Exception exception, BackendId backend);

    [LoggerMessage(2014, LogLevel.Warning, "The notes of programs that an earlier life ran in backends cannot be read; trying again")]
    public static partial void NotesUnread(this ILogger log, Exception exception);
}
