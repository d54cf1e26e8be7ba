namespace NATS.Client.Core;

/// <summary>Both directions, chainable: what one serializer does not know it hands to the next.</summary>
public interface INatsSerializer<T> : INatsSerialize<T>, INatsDeserialize<T>
{
    /// <summary>A copy of this serializer that falls back to <paramref name="next"/>.</summary>
    INatsSerializer<T> CombineWith(INatsSerializer<T> next);
}
