using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plane.Controller.Api.Errors;

/// <summary>Says what is wrong with a JSON body: the path first, then what was expected, and no word of our own types.</summary>
internal static partial class JsonFaults
{
    private static readonly (string Type, string Words)[] Types =
    [
        ("System.Boolean", "true or false is expected"),
        ("System.UInt16", "a whole number from 0 to 65535 is expected"),
        ("System.Byte", "a whole number from 0 to 255 is expected"),
        ("System.Int32", "a whole number of 32 bits is expected"),
        ("System.Int64", "a whole number of 64 bits is expected"),
        ("System.Collections.Generic.List", "an array of strings is expected"),
        ("System.Collections.Generic.Dictionary", "an object of strings is expected"),
        ("System.String", "a string is expected"),
    ];

    private static readonly (string Complaint, string Words)[] Complaints =
    [
        ("as a string", "a string is expected"),
        ("as a boolean", "true or false is expected"),
        ("an unsigned byte", "a whole number from 0 to 255 is expected"),
        ("as a number", "a whole number is expected"),
        ("an Int32", "a whole number of 32 bits is expected"),
        ("UInt16", "a whole number from 0 to 65535 is expected"),
        ("out of bounds", "a whole number of 64 bits is expected"),
    ];

    /// <summary>E.g. <c>$.spawn_config.max_idle_seconds</c>; <c>$</c> is the whole body.</summary>
    public static string PathOf(JsonException exception) => string.IsNullOrEmpty(exception.Path) ? "$" : exception.Path;

    public static string ProblemOf(JsonException exception)
    {
        var message = Position().Replace(exception.Message, "");
        if (Missing().Match(message) is { Success: true } missing)
        {
            return $"{missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)} is missing";
        }

        if (Duplicate().Match(message) is { Success: true } duplicate)
        {
            return $"{duplicate.Groups[1].Value} is given twice";
        }

        // The reader's own complaint about half a surrogate pair, which only a string can have.
        if (exception.InnerException?.Message.Contains("UTF-16", StringComparison.Ordinal) == true)
        {
            return "valid Unicode is expected";
        }

        if (NotNull().IsMatch(message))
        {
            return "null is not allowed";
        }

        return message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? WordsFor(message, exception.InnerException?.Message) : message.TrimEnd('.');
    }

    /// <summary>The serializer names the type it wanted; within a record made by its constructor it names the record, and only the reader's own complaint tells.</summary>
    private static string WordsFor(string message, string? complaint)
    {
        var words = Types.FirstOrDefault(pair => message.Contains(pair.Type, StringComparison.Ordinal)).Words
            ?? Complaints.FirstOrDefault(pair => complaint?.Contains(pair.Complaint, StringComparison.Ordinal) == true).Words;
        return words ?? "an object is expected";
    }

    [GeneratedRegex(@" Path: \$.*$| LineNumber: .*$| Path: .*$", RegexOptions.Singleline)]
    private static partial Regex Position();

    [GeneratedRegex(@"missing required properties including: (.+?)\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex(@"Duplicate property '([^']*)'")]
    private static partial Regex Duplicate();

    [GeneratedRegex(@"doesn't allow (setting )?null|does not allow null|non-nullable|null values")]
    private static partial Regex NotNull();
}
