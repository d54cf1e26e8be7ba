using Plane.Controller.Api.Interactive.Access;
using Plane.ServiceDefaults.Configuration;

namespace Plane.Controller;

/// <summary>Section <c>Plane:Api</c>: the interactive API under <c>/api/v1</c>.</summary>
internal sealed class InteractiveOptions : ICheckedOptions
{
    public const string Section = "Plane:Api";

    /// <summary>Whether it is served; while it is not, everything below <c>/api</c> is 501. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>Who may run what. Default nobody: then only <c>auth</c>, public systems and news are answered.</summary>
    public IList<TokenOptions> Tokens { get; init; } = [];

    /// <summary>Folder of Markdown files that are the news, each named <c>YYYY-MM-DD-….md</c>. Null: news are the cluster's own events only. Default null.</summary>
    public string? NewsFolder { get; init; }

    /// <summary>Calls under way at once; more are refused with 503. 1–100,000. Default 2,000.</summary>
    public int MaxCalls { get; init; } = 2000;

    public IEnumerable<string> Faults() =>
    [
        .. Tokens.SelectMany(static token => token.Faults()).Select(static fault => $"{Section}:{fault}"),
        .. NewsFolder is null || Directory.Exists(NewsFolder) ? Array.Empty<string>() : [$"{Section}:{nameof(NewsFolder)} is '{NewsFolder}'; there is no such folder"],
        .. MaxCalls is >= 1 and <= 100_000 ? Array.Empty<string>() : [$"{Section}:{nameof(MaxCalls)} is {MaxCalls}; 1 to 100000 is allowed"],
    ];
}
