using Plane.Controller.Api.Interactive.Protocol;

namespace Plane.Controller.Api.Interactive.Calls;

/// <summary>One of the calls of the interactive API (§3).</summary>
internal interface ICallAction
{
    string Name { get; }

    /// <summary>What the caller's token must allow.</summary>
    string Scope { get; }

    int MinParameters { get; }

    int MaxParameters => MinParameters;

    /// <summary>Whether the client's text is for it.</summary>
    bool TakesInput => false;

    /// <param name="cancel">The client wants it called off, or is gone: it ends what it began, and throws.</param>
    /// <exception cref="CallException">It cannot be done; the client is told why.</exception>
    Task<CallOutcome> RunAsync(CallContext context, CancellationToken cancel);
}
