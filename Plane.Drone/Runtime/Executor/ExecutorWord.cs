using System.Text.Json;
using Plane.Domain.Identity;

namespace Plane.Drone.Runtime.Executor;

/// <summary>One thing an executor says, or that happens to the connection with it.</summary>
internal abstract record ExecutorWord
{
    private ExecutorWord()
    {
    }

    /// <summary>A connection stands, the first or a new one: what was said in between is lost.</summary>
    public sealed record Connected : ExecutorWord;

    /// <summary>To the request of this id.</summary>
    /// <param name="Kind">Name of the payload, e.g. <c>SpawnResult</c>.</param>
    /// <param name="IsOk">Whether <paramref name="Body"/> is what <c>Ok</c> held, or what <c>Err</c> did.</param>
    public sealed record Answer(string Id, string Kind, bool IsOk, JsonElement Body) : ExecutorWord;

    /// <summary>A backend's program is over.</summary>
    public sealed record Ended(BackendId Backend, int? ExitCode) : ExecutorWord;

    public sealed record Measured(BackendId Backend, ExecutorMetrics Metrics) : ExecutorWord;

    /// <summary>What cannot be read, or means nothing here.</summary>
    /// <param name="Why">Without the text itself: it may hold anything.</param>
    public sealed record Rubbish(string Why) : ExecutorWord;
}
