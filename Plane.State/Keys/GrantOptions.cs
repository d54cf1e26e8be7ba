namespace Plane.State.Keys;

/// <param name="FreshStore">Whoever starts this controller knows that no backend of an earlier store runs: a new bucket of keys, whoever made it, may be granted from at once. Default false.</param>
public sealed record GrantOptions(bool FreshStore = false);
