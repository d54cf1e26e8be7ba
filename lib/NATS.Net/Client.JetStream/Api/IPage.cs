namespace NATS.Client.JetStream.Api;

/// <summary>One page of a listing; an empty one is the last.</summary>
internal interface IPage<out T>
{
    IReadOnlyList<T> Items { get; }

    /// <summary>Of all pages.</summary>
    int Total { get; }
}
