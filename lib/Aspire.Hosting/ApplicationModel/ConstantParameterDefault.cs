namespace Aspire.Hosting.ApplicationModel;

/// <param name="value">Called each time.</param>
/// <param name="isPublished">Whether a manifest may show the value.</param>
internal sealed class ConstantParameterDefault(Func<string> value, bool isPublished) : ParameterDefault
{
    public bool IsPublished { get; } = isPublished;

    public override string GetDefaultValue() => value();
}
