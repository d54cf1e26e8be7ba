using System.Collections;
using System.Collections.Immutable;
using Toml;
using Toml.Configuration;

namespace Plane.ServiceDefaults.Configuration;

/// <summary>A TOML file and the environment that may change it, read.</summary>
internal static class FileSettings
{
    /// <exception cref="SettingsException">The file cannot be read.</exception>
    public static FileTranslation Read(ProgramKind program, string? file, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var root = file is null ? null : Parse(file);
        var written = root is null ? [] : EntriesOf(root, Path.GetFileName(file!));
        var overrides = FileVariables.Read(environment).ToList();
        var tables = overrides.Where(static entry => entry.Key.Contains(':', StringComparison.Ordinal))
            .Select(static entry => entry.Key.Split(':')[0].ToLowerInvariant())
            .Concat(root is null ? [] : root.Where(static entry => entry.Value is TomlTable).Select(static entry => entry.Key))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return FileTranslation.Of(program, [.. WithoutReplacedHosts(written, overrides), .. overrides], [.. tables]);
    }

    public static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static variable => new KeyValuePair<string, string>((string)variable.Key, (string?)variable.Value ?? ""));

    private static TomlTable Parse(string file)
    {
        try
        {
            return TomlReader.Read(File.ReadAllBytes(file));
        }
        catch (TomlException fault)
        {
            throw new SettingsException([$"{file}{fault.Message}"]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"--config: {fault.Message}"]);
        }
    }

    private static ImmutableArray<FileEntry> EntriesOf(TomlTable root, string name) =>
        [.. TomlEntries.Of(root).Select(entry => new FileEntry(entry.Key, entry.Text, $"{name}{entry.Position}"))];

    /// <summary>A list is replaced as a whole, however long it was.</summary>
    private static IEnumerable<FileEntry> WithoutReplacedHosts(ImmutableArray<FileEntry> written, List<FileEntry> overrides) =>
        overrides.Exists(static entry => KeyPath.Matches(FileKeys.Hosts, entry.Key))
            ? written.Where(static entry => !KeyPath.Matches(FileKeys.Hosts, entry.Key)) : written;
}
