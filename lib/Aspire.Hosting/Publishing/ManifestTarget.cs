using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>Where <c>--output-path</c> says the manifest goes: a file whose name ends in <c>.json</c>, or a folder for <c>aspire-manifest.json</c>.</summary>
internal static class ManifestTarget
{
    public const string Publisher = "manifest";
    public const string Step = "publish-manifest";
    private const string FileName = "aspire-manifest.json";

    /// <returns>A full path.</returns>
    /// <exception cref="DistributedApplicationException">Something else than a manifest is asked for, or nobody said where it goes.</exception>
    public static string PathIn(IConfiguration configuration)
    {
        Check("publisher", configuration["publisher"] ?? configuration["Publishing:Publisher"], Publisher);
        Check("step", configuration["step"] ?? configuration["Pipeline:Step"], Step);
        var path = configuration["output-path"] ?? configuration["Pipeline:OutputPath"] ?? configuration["Publishing:OutputPath"];
        return string.IsNullOrEmpty(path)
            ? throw new DistributedApplicationException("Publishing needs --output-path: a file that ends in .json, or a folder.")
            : Path.GetFullPath(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, FileName));
    }

    private static void Check(string option, string? given, string known)
    {
        if (given is not null && !string.Equals(given, known, StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException($"--{option} {given} is not known here; --{option} {known} is.");
        }
    }
}
