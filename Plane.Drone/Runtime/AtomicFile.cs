using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Plane.Drone.Runtime;

/// <summary>Small JSON files that every process of this machine finds whole or not at all: temporary name, rename.</summary>
internal static class AtomicFile
{
    private const string TemporaryEnding = ".tmp";

    /// <param name="toDisk">Whether it must outlive the machine's power. What tells of processes means nothing after a reboot, and a flush of the disk would hold up a renewal.</param>
    /// <exception cref="IOException">It cannot be written, and what was there stands. On a full disk that is only where nothing was there, or less.</exception>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> json, bool toDisk)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, json);
        try
        {
            Replace(path, bytes, toDisk);
        }
        catch (IOException)
        {
            File.Delete(path + TemporaryEnding);
            if (!TryOverwrite(path, bytes, toDisk))
            {
                throw;
            }
        }
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

    private static void Replace(string path, byte[] bytes, bool toDisk)
    {
        // Writers of one file take turns; writers of different files do not meet.
        var temporary = path + TemporaryEnding;
        using (var file = File.Create(temporary))
        {
            file.Write(bytes);
            file.Flush(toDisk);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>A full disk still takes what needs no more room than is there. A reader in between may find half of it, which reads as nothing.</summary>
    private static bool TryOverwrite(string path, byte[] bytes, bool toDisk)
    {
        if (new FileInfo(path) is not { Exists: true, Length: var room } || bytes.Length > room)
        {
            return false;
        }

        var padded = new byte[room];
        padded.AsSpan().Fill((byte)' ');
        bytes.CopyTo(padded.AsSpan());
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(padded);
        file.Flush(toDisk);
        return true;
    }
}
