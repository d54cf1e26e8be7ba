namespace Aspire.Hosting.ApplicationModel;

internal static class ContainerNetwork
{
    /// <summary>How a container calls this machine (<c>--add-host name:host-gateway</c>).</summary>
    public const string HostName = "host.docker.internal";
}
