namespace Peers;

/// <summary>PEM files for a server; <paramref name="Verify"/> asks clients for a certificate of <paramref name="CaFile"/>.</summary>
public sealed record NatsServerTls(string CertFile, string KeyFile, string CaFile, bool Verify = false);
