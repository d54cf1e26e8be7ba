using System.Globalization;
using System.Text;
using Makaretu.Dns;

namespace Plane.Cli.Dns;

/// <summary>Records in the form of zone files (RFC 1035 §5), with tabs between their columns.</summary>
internal static class RecordText
{
    /// <summary>RFC 8659; the library has no name for it.</summary>
    public const DnsType Caa = (DnsType)257;

    public static string Of(ResourceRecord record) =>
        string.Join('\t', record.Name, ((int)record.TTL.TotalSeconds).ToString(CultureInfo.InvariantCulture), "IN", TypeOf(record), DataOf(record));

    private static string TypeOf(ResourceRecord record) => record.Type == Caa ? "CAA" : record.Type.ToString();

    private static string DataOf(ResourceRecord record) => record switch
    {
        AddressRecord address => address.Address.ToString(),
        TXTRecord texts => string.Join(' ', texts.Strings.Select(Quoted)),
        UnknownRecord { Type: Caa, Data: [var flags, var length, .. var rest] } when length <= rest.Length =>
            string.Create(CultureInfo.InvariantCulture, $"{flags} {Encoding.ASCII.GetString(rest.AsSpan(0, length))} {Quoted(Encoding.ASCII.GetString(rest.AsSpan(length)))}"),
        UnknownRecord unknown => string.Create(CultureInfo.InvariantCulture, $"\\# {unknown.Data.Length} {Convert.ToHexString(unknown.Data)}"),
        _ => record.ToString().Split(' ', 5) is [_, _, _, _, var data] ? data : "",
    };

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
