using System.Text;

namespace NATS.Client.Core;

/// <summary>What the texts of -ERR lines mean.</summary>
internal static class ServerErrors
{
    private static readonly (string Text, NatsServerErrorKind Kind)[] Known =
    [
        ("authorization violation", NatsServerErrorKind.AuthorizationViolation),
        ("user authentication expired", NatsServerErrorKind.AuthenticationExpired),
        ("user authentication revoked", NatsServerErrorKind.AuthenticationRevoked),
        ("account authentication expired", NatsServerErrorKind.AccountAuthenticationExpired),
        ("permissions violation", NatsServerErrorKind.PermissionsViolation),
        ("stale connection", NatsServerErrorKind.StaleConnection),
        ("maximum connections exceeded", NatsServerErrorKind.MaximumConnectionsExceeded),
        ("maximum account active connections exceeded", NatsServerErrorKind.MaximumAccountConnectionsExceeded),
        ("maximum subscriptions exceeded", NatsServerErrorKind.MaximumSubscriptionsExceeded),
    ];

    /// <summary>-ERR SP 'text': without blanks and quotes.</summary>
    public static string Text(ReadOnlySpan<byte> argument) => Encoding.UTF8.GetString(argument).Trim().Trim('\'');

    public static NatsServerErrorKind KindOf(string error)
    {
        foreach (var (text, kind) in Known)
        {
            if (error.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return NatsServerErrorKind.Unknown;
    }

    public static bool IsAuth(string error) => KindOf(error) is NatsServerErrorKind.AuthorizationViolation
        or NatsServerErrorKind.AuthenticationExpired
        or NatsServerErrorKind.AuthenticationRevoked
        or NatsServerErrorKind.AccountAuthenticationExpired;
}
