using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Plane.Contracts.Http;
using Plane.Controller.Api.Errors;

namespace Plane.Controller.Api.Access;

/// <summary>Admits who shows one of the configured keys as <c>Authorization: Bearer KEY</c>. Which one, and whether it nearly was one, does not show in the time it takes.</summary>
internal sealed class ApiKeyCheck(ControllerOptions options, ErrorAnswers answers) : IAccessCheck
{
    private const string Scheme = "Bearer ";
    private static readonly ApiError Missing = Refusal("An API key is expected: Authorization: Bearer KEY.");
    private static readonly ApiError Wrong = Refusal("The API key is not known here.");
    private readonly (string Name, byte[] Hash)[] _keys = [.. options.ApiKeys.Select(static key => (key.Name, Convert.FromHexString(key.Sha256)))];

    public async Task<bool> AdmitsAsync(HttpContext context)
    {
        var shown = context.Request.Headers.Authorization;
        if (shown.Count != 1 || !shown.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await answers.WriteAsync(context, Missing);
            return false;
        }

        if (NameOf(shown.ToString().AsSpan(Scheme.Length).Trim(' ')) is not { } name)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await answers.WriteAsync(context, Wrong);
            return false;
        }

        Activity.Current?.SetTag("plane.api_key", name);
        return true;
    }

    private string? NameOf(ReadOnlySpan<char> key)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(key)];
        Encoding.UTF8.GetBytes(key, bytes);
        var hash = SHA256.HashData(bytes);
        string? found = null;
        foreach (var (name, expected) in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, expected) ? name : found;
        }

        return found;
    }

    private static ApiError Refusal(string message) => new(StatusCodes.Status401Unauthorized, ErrorKind.Other, message);
}
