namespace Plane.Drone.Proxy.Answers;

internal enum AnswerForm
{
    Empty,

    /// <summary>RFC 9457.</summary>
    Problem,

    Html,
}
