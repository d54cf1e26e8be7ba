using Microsoft.Extensions.Options;
using Plane.Domain.Identity;
using Plane.Drone.Certificates;

namespace Plane.Drone.Proxy.Listeners;

/// <summary>Whether the listeners for clients may open, and whether they have.</summary>
internal sealed class PublicDoors(ProxyIdentity identity, IOptions<ProxyOptions> options, CertificateShelf shelf, ProxyListeners listeners)
{
    public ClusterName Cluster => identity.Cluster;

    /// <summary>They are TLS, and so come after the rest.</summary>
    public bool AreStaged => identity.IsProxy && identity.Cluster.IsHttps;

    public bool MayOpen => options.Value.OpenWithoutCertificate || shelf.First.IsCompleted;

    public bool AreOpen { get; private set; }

    public Task MayOpenAsync(CancellationToken token) => MayOpen ? Task.CompletedTask : shelf.First.WaitAsync(token);

    public void HaveOpened()
    {
        AreOpen = true;
        listeners.TellTlsOpen();
    }
}
