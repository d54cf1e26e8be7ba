using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core;
using Plane.State.Secrets;

namespace Plane.Drone.Proxy.Peers;

/// <summary>The credential by which the proxies of a cluster know each other.</summary>
internal sealed class PeerTrust(ProxyIdentity identity, ClusterSecrets secrets)
{
    private byte[]? _bytes;
    private string? _text;

    /// <exception cref="NatsException">The cluster's secret could not be asked for.</exception>
    public async ValueTask<string> CredentialAsync(CancellationToken token)
    {
        if (Volatile.Read(ref _text) is { } known)
        {
            return known;
        }

        var credential = (await secrets.OfAsync(identity.Cluster, token)).PeerCredential();
        Volatile.Write(ref _bytes, Encoding.ASCII.GetBytes(credential));
        Volatile.Write(ref _text, credential);
        return credential;
    }

    /// <summary>In constant time.</summary>
    /// <exception cref="NatsException">The cluster's secret could not be asked for.</exception>
    public async ValueTask<bool> TrustsAsync(string shown, CancellationToken token)
    {
        _ = await CredentialAsync(token);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Volatile.Read(ref _bytes));
    }
}
