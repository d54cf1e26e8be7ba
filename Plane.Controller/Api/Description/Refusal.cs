namespace Plane.Controller.Api.Description;

/// <summary>An error that an endpoint answers with of its own accord, in the API's one error body unless it says otherwise.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="When">The kinds it has, and what they mean.</param>
/// <param name="HasRetryAfter">It says in <c>Retry-After</c> when another try makes sense.</param>
internal sealed record Refusal(int Status, string When, bool HasRetryAfter = false)
{
    /// <summary>Null for the API's error body.</summary>
    public Content? Body { get; init; }

    public static Refusal BadName { get; } = new(StatusCodes.Status400BadRequest, "`Other`: an id that cannot be one. `InvalidClusterName`: a cluster's name that cannot be one.");

    public static Refusal NoBackend { get; } = new(StatusCodes.Status404NotFound, "`NotFound`: there is no such backend, or not in this cluster.");

    public static Refusal StoreSilent { get; } = new(StatusCodes.Status503ServiceUnavailable, "`DatabaseError`: the store does not answer.", HasRetryAfter: true);

    public static Refusal Unwell { get; } = new(StatusCodes.Status500InternalServerError, "`Other`: the store does not answer, or was not read yet.");
}
