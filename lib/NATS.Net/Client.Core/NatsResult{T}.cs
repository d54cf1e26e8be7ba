namespace NATS.Client.Core;

/// <summary>An outcome that is a value: what was asked for, or an error.</summary>
public readonly struct NatsResult<T>
{
    private readonly T? _value;
    private readonly Exception? _error;

    /// <summary>A success.</summary>
    public NatsResult(T value) => _value = value;

    /// <summary>A failure.</summary>
    public NatsResult(Exception error) => _error = error;

    /// <summary>On a failure: <see cref="InvalidOperationException"/> for a reference type, the default for a struct.</summary>
    public T Value => _value ?? throw new InvalidOperationException("No value");

    /// <summary>Throws <see cref="InvalidOperationException"/> on a success.</summary>
    public Exception Error => _error ?? throw new InvalidOperationException("No error");

    /// <summary>False: look at <see cref="Error"/>.</summary>
    public bool Success => _error is null;

    /// <summary>A success.</summary>
    public static implicit operator NatsResult<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    public static implicit operator NatsResult<T>(Exception error) => new(error);
}
