namespace NATS.Client.Core;

/// <summary>Hands out the serializer for a type where a call names none.</summary>
public interface INatsSerializerRegistry
{
    /// <summary>Never null; a type that cannot be written fails when it is serialized.</summary>
    INatsSerialize<T> GetSerializer<T>();

    /// <summary>Never null; a type that cannot be read fails when it is deserialized.</summary>
    INatsDeserialize<T> GetDeserializer<T>();
}
