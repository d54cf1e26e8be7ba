using Microsoft.Extensions.Options;
using Plane.Domain.Identity;

namespace Plane.Drone.Certificates;

/// <summary>Tells all faults of the section at once, when the program starts.</summary>
internal sealed class CertificateOptionsCheck(ClusterName cluster) : IValidateOptions<CertificateOptions>
{
    public ValidateOptionsResult Validate(string? name, CertificateOptions options)
    {
        string[] faults = [.. options.Faults(cluster)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
