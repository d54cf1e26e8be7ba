namespace NATS.Client.Core;

/// <summary>Makes a chain: the first serializer that knows the type does the work.</summary>
public class NatsSerializerBuilder<T>
{
    private readonly List<INatsSerializer<T>> _serializers = [];

    /// <summary>Goes after those added before.</summary>
    public NatsSerializerBuilder<T> Add(INatsSerializer<T> serializer)
    {
        _serializers.Add(serializer);
        return this;
    }

    /// <summary>Without any serializer: the default ones.</summary>
    public INatsSerializer<T> Build()
    {
        if (_serializers.Count == 0)
        {
            return NatsDefaultSerializer<T>.Default;
        }

        var chain = _serializers[^1];
        for (var i = _serializers.Count - 2; i >= 0; i--)
        {
            chain = _serializers[i].CombineWith(chain);
        }

        return chain;
    }
}
