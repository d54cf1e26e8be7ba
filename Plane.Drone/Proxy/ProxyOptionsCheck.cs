using Microsoft.Extensions.Options;

namespace Plane.Drone.Proxy;

/// <summary>Tells all faults of both sections at once, when the program starts.</summary>
internal sealed class ProxyOptionsCheck(ProxyIdentity identity) : IValidateOptions<ProxyOptions>, IValidateOptions<PeerOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) => Result([.. options.Faults(identity.Cluster)]);

    public ValidateOptionsResult Validate(string? name, PeerOptions options) => Result([.. options.Faults()]);

    private static ValidateOptionsResult Result(string[] faults) => faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
}
