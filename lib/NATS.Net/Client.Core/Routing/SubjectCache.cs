using System.Text;

namespace NATS.Client.Core.Routing;

/// <summary>Strings of subjects seen lately, so that a busy wildcard subscription does not allocate one per message. Used by one reader at a time.</summary>
internal sealed class SubjectCache(Encoding encoding)
{
    private const int Slots = 512;

    private const int Longest = 128;

    private readonly string?[] _strings = new string?[Slots];

    public string Get(ReadOnlySpan<byte> subject)
    {
        if (subject.Length > Longest)
        {
            return encoding.GetString(subject);
        }

        var hash = new HashCode();
        hash.AddBytes(subject);
        ref var slot = ref _strings[(hash.ToHashCode() & int.MaxValue) % Slots];
        if (slot is null || !Ascii.Equals(subject, slot))
        {
            slot = encoding.GetString(subject);
        }

        return slot;
    }
}
