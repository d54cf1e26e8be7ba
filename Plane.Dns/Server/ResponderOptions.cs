namespace Plane.Dns.Server;

/// <summary>How answers are given.</summary>
/// <param name="MaxUdpPayload">Bytes of an answer over UDP at most, where the client takes more than 512.</param>
/// <param name="Version">Answer to <c>version.bind</c>; null refuses it.</param>
/// <param name="RequireCookies">Over UDP only who returns our cookie is answered; others are told it with BADCOOKIE.</param>
/// <param name="LogEvery">Every so many queries one is logged; 0: none.</param>
internal sealed record ResponderOptions(int MaxUdpPayload, string? Version, bool RequireCookies, uint LogEvery);
