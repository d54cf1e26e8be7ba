namespace Plane.Dns.Protocol;

/// <summary>RFC 1035 §4.1.1 and RFC 6891 §9 (BADVERS needs EDNS's upper bits).</summary>
internal enum ResponseCode : ushort
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
}
