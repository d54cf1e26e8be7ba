using System.Runtime.CompilerServices;

namespace Docker.DotNet.Operations;

/// <summary>Paths of the API with a caller's id or reference inside.</summary>
internal static class EnginePath
{
    public static string Container(string id, string tail, [CallerArgumentExpression(nameof(id))] string parameter = null) =>
        $"containers/{Escape(id, parameter)}{tail}";

    public static string Exec(string id, string tail, [CallerArgumentExpression(nameof(id))] string parameter = null) =>
        $"exec/{Escape(id, parameter)}{tail}";

    public static string Network(string id, string tail, [CallerArgumentExpression(nameof(id))] string parameter = null) =>
        $"networks/{Escape(id, parameter)}{tail}";

    /// <summary>The slashes of a reference stay: the API's image paths span segments.</summary>
    public static string Image(string name, string tail, [CallerArgumentExpression(nameof(name))] string parameter = null) =>
        $"images/{Escape(name, parameter).Replace("%2F", "/", StringComparison.Ordinal)}{tail}";

    private static string Escape(string text, string parameter) =>
        string.IsNullOrEmpty(text) ? throw new ArgumentNullException(parameter) : Uri.EscapeDataString(text);
}
