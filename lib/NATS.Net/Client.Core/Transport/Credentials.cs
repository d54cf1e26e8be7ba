using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Transport;

/// <summary>Puts credentials into CONNECT: those of the callback, else of the options, else of the URL.</summary>
internal static class Credentials
{
    public static async ValueTask<ConnectRequest> AddAsync(ConnectRequest request, NatsAuthOpts opts, ServerAddress server, CancellationToken cancellationToken)
    {
        if (opts.AuthCredCallback is { } callback)
        {
            var credentials = await callback(server.Uri, cancellationToken);
            return credentials.NeedsSigning
                ? throw new NatsException(NeedsPackage.Message("Signing in with a JWT, an NKey or a credentials file"))
                : Add(request, credentials.User, credentials.Secret);
        }

        if (opts.NeedsSigning)
        {
            throw new NatsException(NeedsPackage.Message("Signing in with a JWT, an NKey or a credentials file"));
        }

        if (opts.IsAnonymous)
        {
            return Add(request, server.User, server.Secret);
        }

        return request with { User = opts.Username, Password = opts.Password, Token = opts.Token };
    }

    private static ConnectRequest Add(ConnectRequest request, string? user, string? secret)
        => user is null ? request with { Token = secret } : request with { User = user, Password = secret };
}
