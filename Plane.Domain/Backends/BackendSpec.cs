using System.Collections.Immutable;

namespace Plane.Domain.Backends;

/// <summary>What to run, in no API's dialect. Environment and credentials stay out of every store: this record travels in the spawn message only.</summary>
public sealed record BackendSpec
{
    public const int DefaultPort = 8080;
    public const int MostPorts = 16;

    public required string Image { get; init; }

    public PullPolicy PullPolicy { get; init; } = PullPolicy.IfNotPresent;

    public RegistryCredentials? Credentials { get; init; }

    /// <summary>Plane's own variables overwrite same-named ones.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ResourceLimits Limits { get; init; } = ResourceLimits.None;

    /// <summary>The port the program listens on, given to it as <c>PORT</c>. Default 8080.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Further ports it listens on, reached as <c>{port}-{backend}.{cluster}</c>; where each really is it is told as <c>PORT_{port}</c>. At most <see cref="MostPorts"/>.</summary>
    public ImmutableArray<int> Ports { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A folder below the drone's mount base that appears as <c>/plane-data</c>; null for none. Relative, without <c>..</c>.</summary>
    public string? Mount { get; init; }

    /// <summary><c>host path:container path</c> pairs of the NATS API; a drone allows them only where its options say so.</summary>
    public ImmutableArray<string> Binds { get; init; } = [];

    /// <summary>The engine's network to join; null for the drone's default.</summary>
    public string? Network { get; init; }

    /// <summary>Names the image; never prints the environment.</summary>
    public override string ToString() => Image;
}
