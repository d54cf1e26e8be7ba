namespace Plane.Dns.Protocol;

/// <summary>RFC 1035 §4.1.1; those above 15 need EDNS's upper bits (RFC 6891 §9, RFC 7873 §8).</summary>
internal enum ResponseCode : ushort
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
    BadCookie = 23,
}
