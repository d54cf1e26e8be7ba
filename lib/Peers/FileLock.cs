namespace Peers;

/// <summary>One holder on this machine at a time. It ends with its process, whatever happens: a file opened without sharing holds a flock.</summary>
public static class FileLock
{
    /// <param name="name">Of the file, in the temporary folder.</param>
    /// <param name="limit">How long to wait for it.</param>
    public static async Task<IDisposable> TakeAsync(string name, TimeSpan limit, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), name);
        FileStream? held = null;
        await Poll.UntilAsync(() => (held = Try(path)) is not null, limit, "the lock " + name, cancellationToken);
        return held!;
    }

    private static FileStream? Try(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
