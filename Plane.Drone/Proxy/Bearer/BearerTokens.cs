using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core;
using Plane.Domain.Identity;
using Plane.Drone.Proxy.Answers;
using Plane.State.Secrets;

namespace Plane.Drone.Proxy.Bearer;

/// <summary>Says whether a client shows the bearer token of a backend (NATS API §6.3): in <c>Authorization</c>, and where that is absent in the login's cookie.</summary>
internal sealed class BearerTokens(ProxyIdentity identity, ClusterSecrets secrets, ILogger<BearerTokens> log)
{
    private const string Scheme = "Bearer ";

    /// <returns>Null where it does.</returns>
    public ValueTask<Refusal?> CheckAsync(BackendId backend, IHeaderDictionary headers, CancellationToken aborted)
    {
        var authorization = headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? CheckAsync(backend, authorization[Scheme.Length..], aborted) : new(Refusal.BearerWrong);
        }

        return AuthCookie.Read(headers.Cookie) is { } shown ? CheckAsync(backend, shown, aborted) : new(Refusal.BearerMissing);
    }

    /// <summary>In constant time.</summary>
    /// <returns>Null where it is the backend's.</returns>
    public async ValueTask<Refusal?> CheckAsync(BackendId backend, string shown, CancellationToken aborted)
    {
        try
        {
            var expected = (await secrets.OfAsync(identity.Cluster, aborted)).BearerTokenOf(backend);
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), Encoding.UTF8.GetBytes(expected)) ? null : Refusal.BearerWrong;
        }
        catch (NatsException exception)
        {
            log.SecretUnknown(exception, identity.Cluster);
            return Refusal.StoreSilent;
        }
    }
}
