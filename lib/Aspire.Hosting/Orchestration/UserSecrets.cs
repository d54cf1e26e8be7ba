using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Orchestration;

/// <summary>The AppHost's user secrets file, where generated values outlive a run.</summary>
internal sealed class UserSecrets(string? id)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock _gate = new();

    public string? FilePath => id is null ? null : PathHelper.GetSecretsPathFromSecretsId(id);

    /// <summary>Keeps the value; without a secrets id it lives as long as the process.</summary>
    public void Save(string key, string value)
    {
        if (FilePath is not { } path)
        {
            return;
        }

        lock (_gate)
        {
            var directory = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
            var content = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [] : [];
            content[key] = value;
            var temporary = Path.Combine(directory, $"secrets.{Environment.ProcessId}.tmp");
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var writer = new StreamWriter(temporary, options))
            {
                writer.Write(content.ToJsonString(Indented));
            }

            File.Move(temporary, path, overwrite: true);
        }
    }
}
