namespace Plane.Controller.Api.Access;

/// <summary>Guards everything below <c>/ctrl</c>, known paths and unknown ones, before anything of the body is read; <c>/pub</c> is open.</summary>
internal sealed class AccessGate(RequestDelegate next, IAccessCheck check)
{
    public const string Guarded = "/ctrl";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Guarded, StringComparison.OrdinalIgnoreCase) || await check.AdmitsAsync(context))
        {
            await next(context);
        }
    }
}
