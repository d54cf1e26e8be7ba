namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>A TOML file that goes with its test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"plane-{Guid.NewGuid():N}.toml");

    public void Dispose() => File.Delete(Path);
}
