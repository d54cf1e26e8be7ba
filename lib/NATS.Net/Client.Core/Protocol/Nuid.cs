using System.Security.Cryptography;

namespace NATS.Client.Core.Protocol;

/// <summary>Names that nobody else makes: 22 characters out of 62 (131 bits) from the system's random source.</summary>
internal static class Nuid
{
    private const int Length = 22;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Next() => RandomNumberGenerator.GetString(Alphabet, Length);
}
