using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Drone.Runtime;

/// <summary>Small JSON files that every process of this machine finds whole or not at all: temporary name, rename.</summary>
internal static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    /// <param name="toDisk">Whether it must outlive the machine's power. What tells of processes means nothing after a reboot, and a flush of the disk would hold up a renewal.</param>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> json, bool toDisk)
    {
        // Writers of one file take turns; writers of different files do not meet.
        var temporary = path + TemporaryEnding;
        using (var file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, value, json);
            file.Flush(toDisk);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Null where there is no such file, or nothing that can be read.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), json);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Gone in between, or cut off by a crash of the whole machine, which the rename order makes all but impossible.
            return null;
        }
    }
}
