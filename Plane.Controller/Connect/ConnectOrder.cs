using System.Text.Json;
using Plane.Domain.Identity;

namespace Plane.Controller.Connect;

/// <summary>A connect of either API, validated: which key, and what to run where nobody has it.</summary>
/// <param name="IsRandomKey">Made up for a request without a key: it cannot be held, and needs no fence.</param>
/// <param name="Tag">Must equal the tag of whoever has the key.</param>
/// <param name="Spawn">Null where only an existing backend will do.</param>
/// <param name="Audience">For whom a connection token is made; null where none is wanted.</param>
internal sealed record ConnectOrder(KeyName Key, bool IsRandomKey, string Tag, SpawnOrder? Spawn, Audience? Audience)
{
    public TerminatingRule OnTerminating { get; init; }
}

/// <summary>Who will use a connection token.</summary>
/// <param name="User">Null for nobody in particular.</param>
/// <param name="Auth">A JSON object.</param>
internal sealed record Audience(string? User, JsonElement Auth);
