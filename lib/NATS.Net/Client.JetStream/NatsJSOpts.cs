using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>Settings of a JetStream context.</summary>
public record NatsJSOpts
{
    /// <param name="opts">Options of the connection; they give the default of <see cref="RequestTimeout"/>.</param>
    /// <param name="apiPrefix">Instead of <c>$JS.API</c>; not together with <paramref name="domain"/>.</param>
    /// <param name="domain">JetStream domain: the prefix becomes <c>$JS.{domain}.API</c>.</param>
    /// <param name="ackOpts">Only its <see cref="AckOpts.DoubleAck"/> is used, as the default.</param>
    /// <param name="requestTimeout">For an API request and for a publish acknowledgement.</param>
    /// <exception cref="NatsJSException">Prefix and domain are both given.</exception>
    public NatsJSOpts(NatsOpts opts, string? apiPrefix = default, string? domain = default, AckOpts? ackOpts = default, TimeSpan? requestTimeout = default)
    {
        if (apiPrefix is not null && domain is not null)
        {
            throw new NatsJSException("Give an API prefix or a domain, not both.");
        }

        ApiPrefix = apiPrefix ?? "$JS.API";
        Domain = domain;
        RequestTimeout = requestTimeout ?? opts.RequestTimeout;
        DoubleAck = ackOpts?.DoubleAck ?? false;
    }

    /// <summary>What every API subject begins with.</summary>
    public string Prefix => string.IsNullOrEmpty(Domain) ? ApiPrefix : $"$JS.{Domain}.API";

    public string ApiPrefix { get; init; }

    public string? Domain { get; init; }

    public TimeSpan RequestTimeout { get; init; }

    /// <summary>Acknowledgements wait for the server's confirmation. Default false.</summary>
    public bool DoubleAck { get; init; }

    /// <summary>Default: 1000 messages ahead.</summary>
    public NatsJSConsumeOpts DefaultConsumeOpts { get; init; } = new() { MaxMsgs = 1000 };

    public NatsJSNextOpts DefaultNextOpts { get; init; } = new();

    /// <summary>A cancelled listing throws instead of ending. Default false.</summary>
    public bool ThrowOnListCancellation { get; init; }
}
