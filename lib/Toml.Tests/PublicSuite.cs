using System.Globalization;
using System.Text.Json;

namespace Toml.Tests;

/// <summary>The files of the toml-test suite that are about TOML 1.0.0.</summary>
internal sealed class PublicSuite
{
    private const string List = "files-toml-1.0.0";

    /// <summary>In editions older than that list: what TOML 1.1 allows.</summary>
    private static readonly string[] Newer = ["valid/string/escape-esc.toml"];

    private readonly string _folder;
    private readonly string[] _files;

    public PublicSuite(string given)
    {
        _folder = new[] { given, Path.Combine(given, "tests") }.FirstOrDefault(static folder => Directory.Exists(Path.Combine(folder, "valid")))
            ?? throw new DirectoryNotFoundException($"There is no folder valid/ in {given} or {given}/tests.");
        var list = Path.Combine(_folder, List);
        _files = File.Exists(list)
            ? [.. File.ReadLines(list).Where(static line => line.EndsWith(".toml", StringComparison.Ordinal))]
            : [.. Directory.EnumerateFiles(_folder, "*.toml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file)).Except(Newer)];
    }

    /// <summary>Documents, and what they mean in the suite's tagged JSON.</summary>
    public IEnumerable<(string Name, byte[] Document, JsonElement Meaning)> Valid() =>
        from name in _files
        where name.StartsWith("valid/", StringComparison.Ordinal)
        let file = Path.Combine(_folder, name)
        select (name, File.ReadAllBytes(file), JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json"))).RootElement);

    public IEnumerable<(string Name, byte[] Document)> Invalid() =>
        from name in _files
        where name.StartsWith("invalid/", StringComparison.Ordinal)
        select (name, File.ReadAllBytes(Path.Combine(_folder, name)));

    public static bool Means(TomlNode node, JsonElement meaning) => (node, meaning.ValueKind) switch
    {
        (TomlScalar scalar, JsonValueKind.Object) => meaning.TryGetProperty("type", out var type) && type.GetString() == Tag(scalar.Kind) && IsValue(scalar, meaning.GetProperty("value").GetString()!),
        (TomlTable table, JsonValueKind.Object) => table.Count == meaning.EnumerateObject().Count() && table.All(entry => meaning.TryGetProperty(entry.Key, out var value) && Means(entry.Value, value)),
        (TomlArray array, JsonValueKind.Array) => array.Count == meaning.GetArrayLength() && array.Zip(meaning.EnumerateArray(), Means).All(static same => same),
        _ => false,
    };

    private static string Tag(TomlKind kind) => kind switch
    {
        TomlKind.String => "string",
        TomlKind.Integer => "integer",
        TomlKind.Float => "float",
        TomlKind.Boolean => "bool",
        TomlKind.OffsetDateTime => "datetime",
        TomlKind.LocalDateTime => "datetime-local",
        TomlKind.LocalDate => "date-local",
        _ => "time-local",
    };

    private static bool IsValue(TomlScalar scalar, string expected) => scalar.Kind switch
    {
        TomlKind.Float => Real(expected).Equals(Real(scalar.Text)),
        TomlKind.OffsetDateTime => DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture) == DateTimeOffset.Parse(scalar.Text, CultureInfo.InvariantCulture),
        TomlKind.LocalDateTime => DateTime.Parse(expected, CultureInfo.InvariantCulture) == DateTime.Parse(scalar.Text, CultureInfo.InvariantCulture),
        TomlKind.LocalTime => TimeOnly.Parse(expected, CultureInfo.InvariantCulture) == TimeOnly.Parse(scalar.Text, CultureInfo.InvariantCulture),
        _ => expected == scalar.Text,
    };

    private static double Real(string text) => text.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };
}
