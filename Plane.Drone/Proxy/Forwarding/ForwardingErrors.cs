using Plane.Drone.Proxy.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Plane.Drone.Proxy.Forwarding;

/// <summary>What the client is told of an exchange that failed.</summary>
internal static class ForwardingErrors
{
    /// <returns>Null where there is nothing to tell, or nobody to tell it to.</returns>
    public static Refusal? Explain(ForwarderError error, HttpContext context, bool wasStopped)
    {
        if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        return error switch
        {
            _ when wasStopped => Refusal.Stopped,
            ForwarderError.RequestBodyClient => Refusal.BadBody,
            _ => Refusal.NoAnswer,
        };
    }
}
