using System.Diagnostics;
using Plane.Contracts.Http;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Access;

/// <summary>Admits who shows one of the configured keys as <c>Authorization: Bearer KEY</c>.</summary>
internal sealed class ApiKeyCheck(ControllerOptions options, ErrorAnswers answers) : IAccessCheck
{
    private static readonly ApiError Missing = Refusal("An API key is expected: Authorization: Bearer KEY.");
    private static readonly ApiError Wrong = Refusal("The API key is not known here.");
    private readonly KeyRing<string> _names = new(options.ApiKeys.Select(static key => (key.Sha256, key.Name)));

    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        if (KeyRing<string>.ShownBy(context.Request) is not { } shown)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await answers.WriteAsync(context, Missing);
            return false;
        }

        if (_names.Find(shown) is not { } name)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await answers.WriteAsync(context, Wrong);
            return false;
        }

        Activity.Current?.SetTag("plane.api_key", name);
        return true;
    }

    private static ApiError Refusal(string message) => new(StatusCodes.Status401Unauthorized, ErrorKind.Other, message);
}
