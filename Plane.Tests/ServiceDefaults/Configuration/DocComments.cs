using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Plane.Tests.ServiceDefaults.Configuration;

/// <summary>Summaries of types and properties, from the XML files beside the assemblies, as Markdown on one line.</summary>
internal static partial class DocComments
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Files = [];

    /// <summary>Empty where there is none.</summary>
    public static string Of(Type type) => Of(type.Assembly, $"T:{type.FullName}");

    public static string Of(PropertyInfo property) => Of(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    private static string Of(Assembly assembly, string member)
    {
        if (!Files.TryGetValue(assembly, out var members))
        {
            var file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
            Files[assembly] = members = file.Descendants("member").ToDictionary(static element => element.Attribute("name")!.Value);
        }

        return members.TryGetValue(member, out var found) && found.Element("summary") is { } summary
            ? Space().Replace(string.Concat(summary.Nodes().Select(Markdown)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal) : "";
    }

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => $"`{(reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))!.Value.Split('.')[^1]}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => string.Concat(other.Nodes().Select(Markdown)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
