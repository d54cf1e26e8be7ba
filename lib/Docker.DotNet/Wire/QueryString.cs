using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Docker.DotNet.Wire;

/// <summary>Query parameters in the order they are added. What is unset or the default of its type is left out.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();

    public QueryString Add(string name, string value) => string.IsNullOrEmpty(value) ? this : Append(name, value);

    public QueryString Add(string name, bool? value) => value is true ? Append(name, "1") : this;

    public QueryString Add(string name, long? value) =>
        value is null or 0 ? this : Append(name, value.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends the value even where it is false, for a parameter that the engine takes to be true.</summary>
    public QueryString AddAlways(string name, bool value) => Append(name, value ? "1" : "0");

    public QueryString Add(string name, IEnumerable<string> values)
    {
        foreach (var value in values ?? [])
        {
            Append(name, value);
        }

        return this;
    }

    /// <summary>Filters travel as one JSON value: <c>{"label":{"key=value":true}}</c>.</summary>
    public QueryString Add(string name, IDictionary<string, IDictionary<string, bool>> filters) => filters is null
        ? this
        : Append(name, JsonSerializer.Serialize(filters, DockerJson.Default.IDictionaryStringIDictionaryStringBoolean));

    /// <summary>With its question mark, or empty.</summary>
    public override string ToString() => _text.ToString();

    private QueryString Append(string name, string value)
    {
        _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }
}
