namespace Aspire.Hosting.ApplicationModel;

internal static class ModelName
{
    private const int MaximumLength = 64;

    public static void Validate(string kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var fault = Fault(name);
        if (fault is not null)
        {
            throw new ArgumentException($"{kind} name '{name}' is invalid: {fault}", nameof(name));
        }
    }

    private static string? Fault(string name) => name switch
    {
        { Length: > MaximumLength } => "it must be at most 64 characters long.",
        _ when !char.IsAsciiLetter(name[0]) => "it must begin with an ASCII letter.",
        _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') => "only ASCII letters, digits and hyphens are allowed.",
        _ when name.EndsWith('-') => "it must not end with a hyphen.",
        _ when name.Contains("--", StringComparison.Ordinal) => "it must not contain two hyphens in a row.",
        _ => null,
    };
}
