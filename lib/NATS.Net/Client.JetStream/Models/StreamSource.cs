using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>A stream that is mirrored or sourced from.</summary>
public record StreamSource
{
    public string? Name { get; set; }

    public ulong OptStartSeq { get; set; }

    public DateTimeOffset OptStartTime { get; set; }

    public string? FilterSubject { get; set; }

    public ICollection<SubjectTransform>? SubjectTransforms { get; set; }

    public ExternalStreamSource? External { get; set; }

    /// <summary>Short for <see cref="External"/> with the API prefix <c>$JS.{Domain}.API</c>; never sent itself.</summary>
    [JsonIgnore]
    public string? Domain { get; set; }

    /// <summary>The form the server takes: <see cref="Domain"/> written out as <see cref="External"/>.</summary>
    internal StreamSource ForWire()
    {
        if (string.IsNullOrEmpty(Domain))
        {
            return this;
        }

        if (External is not null)
        {
            throw new NatsJSException("A stream source takes Domain or External, not both.");
        }

        return this with { External = new ExternalStreamSource { Api = $"$JS.{Domain}.API" }, Domain = null };
    }
}
