using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>What a stream captures and how long it keeps it. Zero limits mean unlimited (ADR-31 and the server's defaults).</summary>
public record StreamConfig
{
    public StreamConfig()
    {
    }

    public StreamConfig(string name, ICollection<string> subjects)
    {
        Name = name;
        Subjects = subjects;
    }

    /// <summary>Not empty; without dots and spaces.</summary>
    public string? Name { get; set; }

    public string? Description { get; set; }

    public ICollection<string>? Subjects { get; set; }

    public SubjectTransform? SubjectTransform { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StreamConfigRetention Retention { get; set; } = StreamConfigRetention.Limits;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int MaxConsumers { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long MaxMsgs { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long MaxMsgsPerSubject { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long MaxBytes { get; set; }

    /// <summary>Messages older than this are removed; zero keeps them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TimeSpan MaxAge { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int MaxMsgSize { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StreamConfigStorage Storage { get; set; } = StreamConfigStorage.File;

    public StreamConfigCompression Compression { get; set; } = StreamConfigCompression.None;

    /// <summary>1 to 5; zero lets the server choose 1.</summary>
    public int NumReplicas { get; set; }

    /// <summary>The stream sends no publish acknowledgements.</summary>
    public bool NoAck { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StreamConfigDiscard Discard { get; set; } = StreamConfigDiscard.Old;

    /// <summary>How long message ids are remembered; zero lets the server choose 2 minutes.</summary>
    public TimeSpan DuplicateWindow { get; set; }

    public Placement? Placement { get; set; }

    public StreamSource? Mirror { get; set; }

    public ICollection<StreamSource>? Sources { get; set; }

    public bool Sealed { get; set; }

    public bool DenyDelete { get; set; }

    public bool DenyPurge { get; set; }

    /// <summary>Lets a message with <c>Nats-Rollup</c> replace what came before it.</summary>
    public bool AllowRollupHdrs { get; set; }

    /// <summary>Any replica may answer <c>DIRECT.GET</c>; such answers may be behind the leader.</summary>
    public bool AllowDirect { get; set; }

    public bool MirrorDirect { get; set; }

    public Republish? Republish { get; set; }

    public bool DiscardNewPerSubject { get; set; }

    public ulong FirstSeq { get; set; }

    /// <summary>Per-message TTL (server 2.11 and later); refused by the client on older ones.</summary>
    public bool AllowMsgTTL { get; set; }

    /// <summary>How long markers of removed subjects stay (server 2.11 and later).</summary>
    public TimeSpan SubjectDeleteMarkerTTL { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }

    internal StreamConfig ForWire()
    {
        if (Mirror?.Domain is null && (Sources is null || Sources.All(source => source.Domain is null)))
        {
            return this;
        }

        return this with { Mirror = Mirror?.ForWire(), Sources = Sources?.Select(source => source.ForWire()).ToArray() };
    }
}
