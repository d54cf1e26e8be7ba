namespace Plane.Controller.Api.Access;

/// <summary>Decides who may use <c>/ctrl</c>.</summary>
internal interface IAccessCheck
{
    /// <returns>True where the request may go on; false where it has been answered.</returns>
    Task<bool> AdmitsAsync(HttpContext context);
}
