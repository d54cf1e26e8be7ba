using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plane.AppHost;

/// <summary>The controller's interactive API with one token of every scope, new at each start: only its hash leaves this process.</summary>
internal sealed class InteractiveApi
{
    private const string Letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789_-";
    private const int Length = 32;

    /// <summary>Far behind those of a configuration file, which stay.</summary>
    private const string Place = "Plane__Api__Tokens__99__";
    private static readonly string[] Scopes = ["spawn", "view", "manage", "exec", "systems"];

    public string Token { get; } = RandomNumberGenerator.GetString(Letters, Length);

    public void AddTo(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        variables["Plane__Api__Enabled"] = "true";
        variables[Place + "Name"] = "local";
        variables[Place + "Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
        for (var i = 0; i < Scopes.Length; i++)
        {
            variables[Place + "Scopes__" + i.ToString(CultureInfo.InvariantCulture)] = Scopes[i];
        }
    }
}
