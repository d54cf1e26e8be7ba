namespace NATS.Client.Core;

/// <summary>An outcome that is a value: success or an error.</summary>
public readonly struct NatsResult
{
    private readonly Exception? _error;

    /// <summary>A failure.</summary>
    public NatsResult(Exception error) => _error = error;

    /// <summary>Success without a value.</summary>
    public static NatsResult Default => default;

    /// <summary>Throws <see cref="InvalidOperationException"/> on a success.</summary>
    public Exception Error => _error ?? throw new InvalidOperationException("No error");

    /// <summary>False: look at <see cref="Error"/>.</summary>
    public bool Success => _error is null;

    /// <summary>A failure.</summary>
    public static implicit operator NatsResult(Exception error) => new(error);
}
