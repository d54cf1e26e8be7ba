using Plane.Contracts.Records;
using Plane.Domain.Keys;

namespace Plane.Controller.Connect;

/// <summary>How an acquisition ended: with a backend, with a fault, or with neither because somebody else moved the key: look again.</summary>
internal sealed record AcquireOutcome(KeyEntry? Entry, BackendRecord? Record, ConnectFault? Fault)
{
    /// <summary>The key is not as it was: begin again as a connect that meets it.</summary>
    public static AcquireOutcome LookAgain { get; } = new(null, null, null);

    public static AcquireOutcome Failed(ConnectFault fault) => new(null, null, fault);

    public static AcquireOutcome Accepted(KeyEntry entry, BackendRecord record) => new(entry, record, null);
}
