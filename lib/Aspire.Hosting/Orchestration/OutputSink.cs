namespace Aspire.Hosting.Orchestration;

/// <summary>What the children print: on the console with the resource's name in front, and in one log file each.</summary>
internal sealed class OutputSink(AppHostStore store, OrchestratorOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StreamWriter> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _colours = !Console.IsOutputRedirected;
    private bool _disposed;

    public string FileOf(string id) => Path.Combine(store.DirectoryFor("logs"), id + ".log");

    public void Write(string id, string line)
    {
        var plain = AnsiText.Strip(line);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            Open_NeedsLock(id).WriteLine(plain);
            if (options.WriteToConsole)
            {
                Console.Out.WriteLine($"[{id}] {(_colours ? line : plain)}");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }
        }
    }

    private StreamWriter Open_NeedsLock(string id)
    {
        if (!_files.TryGetValue(id, out var file))
        {
            file = new StreamWriter(FileOf(id), append: false) { AutoFlush = true };
            _files.Add(id, file);
        }

        return file;
    }
}
