using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core;

/// <summary>Message headers: several values per key, keys case-insensitive.</summary>
public interface INatsHeaders : IDictionary<string, StringValues>;
