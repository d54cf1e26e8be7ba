namespace Plane.Client;

/// <summary>How patient a <see cref="PlaneClient"/> is. The defaults suit an application beside its controllers.</summary>
public sealed record PlaneClientOptions
{
    public static PlaneClientOptions Default { get; } = new();

    /// <summary>How often a request that may be repeated is sent, at most; 1 for no repetitions. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The first pause between attempts; each further one is twice as long, and chance takes up to half of it away. Default 100 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>No pause of the client's own is longer. Default 2 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A longer <c>Retry-After</c> is not waited for but told in the exception. Default 10 s.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt may take up to its last byte. A connect may wait for a spawn that is under way. Default 30 s.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stream may take to begin, and how long it may be silent: the controller sends a comment every 15 s. Default 45 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>For how long a stream that broke off is tried to be taken up, counted from when it broke. Default for ever.</summary>
    public TimeSpan StreamPatience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Clock of pauses and limits. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Sends the requests; it stays the caller's, who disposes it. Default one of the client's own.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
