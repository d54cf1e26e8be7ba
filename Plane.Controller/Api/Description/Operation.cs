using System.Collections.Immutable;

namespace Plane.Controller.Api.Description;

/// <summary>One endpoint as the OpenAPI document tells it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">The route as it is mapped. One of <c>/ctrl/b/…</c> or <c>/pub/b/…</c> also describes its form with <c>/c/{cluster}</c>.</param>
/// <param name="Id">Its <c>operationId</c>, for whoever generates a client.</param>
/// <param name="Summary">One line, without a full stop.</param>
internal sealed record Operation(string Method, string Path, string Id, string Summary)
{
    /// <summary>What the summary does not say.</summary>
    public string? Text { get; init; }

    /// <summary>Of query and header; those of the path follow from it.</summary>
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>Null where any body will do, none being the usual.</summary>
    public Content? Body { get; init; }

    /// <summary>Status of what is no error.</summary>
    public int Success { get; init; } = StatusCodes.Status200OK;

    /// <summary>The body of every error that does not say otherwise; null for the API's own.</summary>
    public Content? ErrorBody { get; init; }

    /// <summary>The forms of the success.</summary>
    public required ImmutableArray<Content> Answers { get; init; }

    public ImmutableArray<Refusal> Refusals { get; init; } = [];

    /// <summary>What only the form with <c>/c/{cluster}</c> of a backend's path refuses.</summary>
    public ImmutableArray<Refusal> RefusalsInCluster { get; init; } = [];
}
