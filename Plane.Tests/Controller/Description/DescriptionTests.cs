using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi.Reader;
using Peers;
using Plane.Controller.Api.Description;

namespace Plane.Tests.Controller.Description;

/// <summary>The OpenAPI document is one, and tells of everything that is mapped and of nothing else.</summary>
public sealed class DescriptionTests(ControllerFixture plane) : IClassFixture<ControllerFixture>
{
    [PeerFact]
    public async Task It_is_a_valid_document()
    {
        var bytes = await plane.Http.GetByteArrayAsync("/openapi/v1.json");
        var read = OpenApiModelFactory.Parse(Encoding.UTF8.GetString(bytes), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [PeerFact]
    public async Task A_document_that_is_none_is_told()
    {
        var text = await plane.Http.GetStringAsync("/openapi/v1.json");
        var read = OpenApiModelFactory.Parse(text.Replace("\"responses\"", "\"answers\"", StringComparison.Ordinal), "json");

        Assert.NotEmpty(read.Diagnostic!.Errors);
    }

    [PeerFact]
    public async Task Every_route_is_described_and_everything_described_is_a_route()
    {
        var mapped = DocumentWriter.Routes(plane.Services.GetRequiredService<EndpointDataSource>()).Select(static one => $"{one.Method} {one.Route}").ToHashSet();
        var described = (await ApiDescription.ReadAsync(plane.Http)).Operations.Select(static one => one.Name).ToHashSet();
        var promised = OperationCatalogue.All.Select(static operation => $"{operation.Method} {operation.Path}");

        Assert.True(
            mapped.SetEquals(described),
            $"Served, but not described (add it to the *Operations in Plane.Controller/Api/Description, and what it answers to DescribedAnswersTests): {string.Join(", ", mapped.Except(described))}");
        Assert.Empty(promised.Except(mapped));
    }

    [PeerFact]
    public async Task Operations_have_ids_of_their_own_and_all_names_in_their_paths()
    {
        var operations = (await ApiDescription.ReadAsync(plane.Http)).Operations.ToList();
        var ids = operations.Select(static one => one.Operation.GetProperty("operationId").GetString()).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(operations, static one => Assert.Equal(
            one.Name.Split('/').Where(static part => part.StartsWith('{')).Select(static part => part[1..^1]).Order(),
            one.Operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(static parameter => parameter.GetProperty("in").GetString() == "path").Select(static parameter => parameter.GetProperty("name").GetString()!).Order()
                : []));
    }
}
