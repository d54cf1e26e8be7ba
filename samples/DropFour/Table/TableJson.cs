using System.Text.Json.Serialization;

namespace DropFour.Table;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TableView))]
[JsonSerializable(typeof(PlayerRequest))]
internal sealed partial class TableJson : JsonSerializerContext;
