namespace Plane.Controller.Api.Interactive.News;

internal static partial class NewsFeedLog
{
    [LoggerMessage(1122, LogLevel.Warning, "The news in {Folder} cannot be read")]
    public static partial void FolderUnread(this ILogger log, Exception exception, string folder);
}
