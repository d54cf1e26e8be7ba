using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plane.Domain.Identity;

/// <summary>A backend as host names and paths call it: <c>{backend}</c>, or <c>{port}-{backend}</c> for one of its further ports. No id begins so (<see cref="BackendId"/>).</summary>
/// <param name="Port">Null for the port that has no name.</param>
public sealed record BackendName(BackendId Backend, int? Port)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out BackendName? name)
    {
        name = null;
        if (BackendId.TryParse(text, out var whole))
        {
            name = new BackendName(whole, null);
        }
        else if (text.IndexOf('-', StringComparison.Ordinal) is > 0 and var hyphen
            && ushort.TryParse(text.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 && text[0] != '0'
            && BackendId.TryParse(text[(hyphen + 1)..], out var backend))
        {
            name = new BackendName(backend, port);
        }

        return name is not null;
    }

    public override string ToString() => Port is { } port ? string.Create(CultureInfo.InvariantCulture, $"{port}-{Backend}") : Backend.Value;
}
