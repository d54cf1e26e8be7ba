using Plane.Controller.Api.Rules;

namespace Plane.Controller.Api.Nats;

/// <summary>Whoever may publish on one cluster's, drone's or backend's subject may speak of no other in the body.</summary>
internal static class SubjectRules
{
    /// <param name="arrived">The subject it came on.</param>
    /// <param name="expected">The body's own.</param>
    /// <param name="path">Of the field that makes the difference.</param>
    public static IEnumerable<RequestFault> Same(string arrived, string expected, string path) =>
        ValueRules.When(arrived != expected, path, $"the message came on {arrived}, and the body's own subject is {expected}");
}
