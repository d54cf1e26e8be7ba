using Plane.Domain.Backends;

namespace Plane.Controller.Api.Spawn;

/// <summary>Something that HTTP spawning may start.</summary>
internal sealed class ServiceOptions
{
    /// <summary>What is run: an image reference. Required.</summary>
    public string? Image { get; init; }

    /// <summary>Where its program listens, told to it as <c>PORT</c>; a request may name another. 1–65,535. Default 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Further ports it listens on, each reached as <c>{port}-{backend}.{cluster}</c>, 1–65,535; 16 at most. Default none.</summary>
    public IList<int> Ports { get; init; } = [];

    /// <summary>Variables of its environment; a request may add to them. Default none.</summary>
    public IDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public IEnumerable<string> Faults() =>
    [
        .. Image is not null && ImageReference.IsValid(Image) ? Array.Empty<string>() : [$"Image is '{Image}'; an image reference is expected"],
        .. Port is >= 1 and <= 65535 ? Array.Empty<string>() : [$"Port is {Port}; 1 to 65535 is allowed"],
        .. Ports.Index().Where(static one => one.Item is < 1 or > 65535).Select(static one => $"Ports:{one.Index} is {one.Item}; 1 to 65535 is allowed"),
        .. Ports.Append(Port).Distinct().Count() == Ports.Count + 1 && Ports.Count <= BackendSpec.MostPorts ? Array.Empty<string>() : [$"Ports has one twice, or Port, or more than {BackendSpec.MostPorts}"],
    ];
}
