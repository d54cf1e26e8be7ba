namespace Plane.Tests.Drone.Proxy;

/// <param name="Target">As it stood in the request line.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Port">At which it came in.</param>
internal sealed record SeenRequest(string Method, string Target, Dictionary<string, string> Headers, int Port = 0);
