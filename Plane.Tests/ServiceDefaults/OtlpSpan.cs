namespace Plane.Tests.ServiceDefaults;

/// <summary>One span as it arrived. <see cref="Kind"/>: 1 internal, 2 server, 3 client. <see cref="Status"/>: 2 is an error.</summary>
internal sealed record OtlpSpan(
    string Service, string Source, string Name, int Kind, string TraceId, string SpanId, string ParentId,
    int Status, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Events);
