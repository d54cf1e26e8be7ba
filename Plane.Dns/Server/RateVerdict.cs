namespace Plane.Dns.Server;

internal enum RateVerdict
{
    Answer,

    /// <summary>An empty answer with TC: a forged address gets nothing bigger than was sent, a real client comes back over TCP.</summary>
    Slip,

    Drop,
}
