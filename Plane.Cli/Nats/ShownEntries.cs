using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plane.Cli.Nats;

/// <summary>Tells news from heartbeats: entries that say what was last said of their key, but for measurements.</summary>
internal sealed class ShownEntries
{
    /// <summary>Fields that change from one heartbeat to the next.</summary>
    private static readonly string[] Measurements = ["free_memory_bytes", "free_cores"];

    private readonly Dictionary<(string Bucket, string Key), string> _last = [];

    public bool IsNews(StateEntry entry)
    {
        var said = entry.Value is null ? "" : EssenceOf(entry.Value);
        if (_last.GetValueOrDefault((entry.Bucket, entry.Key)) == said)
        {
            return false;
        }

        if (entry.Value is null)
        {
            _last.Remove((entry.Bucket, entry.Key));
        }
        else
        {
            _last[(entry.Bucket, entry.Key)] = said;
        }

        return true;
    }

    private static string EssenceOf(byte[] value)
    {
        try
        {
            if (JsonNode.Parse(value) is not JsonObject body)
            {
                return Convert.ToBase64String(value);
            }

            foreach (var name in Measurements)
            {
                body.Remove(name);
            }

            return body.ToJsonString();
        }
        catch (JsonException)
        {
            return Convert.ToBase64String(value);
        }
    }
}
