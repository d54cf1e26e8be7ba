using Microsoft.Extensions.Options;

namespace Plane.Dns;

/// <summary>Tells all faults at once.</summary>
/// <param name="others">Faults of settings outside the section.</param>
internal sealed class DnsOptionsValidator(IReadOnlyList<string> others) : IValidateOptions<DnsOptions>
{
    public ValidateOptionsResult Validate(string? name, DnsOptions options)
    {
        var faults = options.Faults().Concat(others).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
