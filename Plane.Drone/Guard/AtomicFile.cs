using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Drone.Guard;

/// <summary>Small JSON files that are there whole or not at all: temporary name, flush to disk, rename.</summary>
internal static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    public static void Write<T>(string path, T value, JsonTypeInfo<T> json)
    {
        // Writers of one file take turns; writers of different files do not meet.
        var temporary = path + TemporaryEnding;
        using (var file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, value, json);
            file.Flush(flushToDisk: true);
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
