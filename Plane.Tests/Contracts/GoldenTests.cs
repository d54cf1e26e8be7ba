using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Plane.Contracts.Json;
using Plane.Tests.Architecture;

namespace Plane.Tests.Contracts;

/// <summary>What goes over a wire or into a store looks as it looked. A difference is a decision: run with <c>PLANE_WRITE_GOLDEN=1</c> and read the diff.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string Folder = Path.Combine(Repository.Root, "Plane.Tests", "Contracts", "Golden");

    public static TheoryData<string> Names => [.. GoldenSamples.All.Select(static sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_is_written_as_it_was_and_read_back_whole(string name)
    {
        var sample = GoldenSamples.All.Single(sample => sample.Name == name);
        var file = Path.Combine(Folder, name + ".json");
        if (Environment.GetEnvironmentVariable("PLANE_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, Indent(sample.Write()) + "\n");
        }

        var golden = File.ReadAllText(file);

        Assert.Equal(golden.TrimEnd(), Indent(sample.Write()));
        Assert.Equal(golden.TrimEnd(), Indent(sample.ReadAndWrite(golden)));
    }

    [Fact]
    public void Every_record_of_the_wire_has_a_sample()
    {
        var contexts = new[] { typeof(HttpJson), typeof(HttpStatusJson), typeof(NatsJson), typeof(StateJson), typeof(InteractiveJson), typeof(InteractiveListJson) };
        var records = contexts.SelectMany(static context => context.GetCustomAttributesData())
            .Where(static attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(static attribute => ((Type)attribute.ConstructorArguments[0].Value!).Name.Replace("[]", "Array", StringComparison.Ordinal))
            .Distinct();
        var source = File.ReadAllText(Path.Combine(Repository.Root, "Plane.Tests", "Contracts", "GoldenSamples.cs"));

        Assert.Empty(records.Where(record => !source.Contains($"Json.Default.{record})", StringComparison.Ordinal)).Except(["ScheduledBackend", "FetchedBackend", "JsonElement"]));
    }

    private static string Indent(string json) => JsonNode.Parse(json)!.ToJsonString(Indented);
}
