using Microsoft.Extensions.Options;

namespace Plane.Drone.Proxy;

/// <summary>Tells all faults of the sections at once, when the program starts.</summary>
internal sealed class ProxyOptionsCheck(ProxyIdentity identity)
    : IValidateOptions<ProxyOptions>, IValidateOptions<PeerOptions>, IValidateOptions<ForwardOptions>, IValidateOptions<ProxyLimitOptions>, IValidateOptions<ProxyIdleOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options) => Result([.. options.Faults(identity.Cluster)]);

    public ValidateOptionsResult Validate(string? name, PeerOptions options) => Result([.. options.Faults()]);

    public ValidateOptionsResult Validate(string? name, ForwardOptions options) => Result([.. options.Faults()]);

    public ValidateOptionsResult Validate(string? name, ProxyLimitOptions options) => Result([.. options.Faults()]);

    public ValidateOptionsResult Validate(string? name, ProxyIdleOptions options) => Result([.. options.Faults()]);

    private static ValidateOptionsResult Result(string[] faults) => faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
}
