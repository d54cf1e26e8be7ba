namespace Plane.Controller.Api.Spawn;

/// <summary>Serves each listener's routes to its own clients only: the spawn API's has nothing of <c>/ctrl</c>, which may ask for authentication.</summary>
internal sealed class SpawnDoorCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<SpawnDoor>() is not null == SpawnDoor.IsUsedBy(context))
        {
            return next(context);
        }

        // The error frame gives it its body.
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
