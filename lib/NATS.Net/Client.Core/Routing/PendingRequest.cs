using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Routing;

/// <summary>A request without its reply's type. Executing it resumes whoever awaits it.</summary>
internal abstract class PendingRequest : IThreadPoolWorkItem
{
    /// <summary>Last token of its reply subject; another one each time the object is used.</summary>
    public long Id { get; set; }

    /// <summary>By whoever took it out of the table, before executing.</summary>
    public abstract void Reply(byte[] buffer, in ServerFrame frame);

    /// <summary>By whoever took it out of the table, before executing.</summary>
    public abstract void Fail(Exception error);

    public abstract void Execute();
}
