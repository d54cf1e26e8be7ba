namespace Plane.AppHost;

/// <summary>The ports of the topology on one machine.</summary>
internal static class Ports
{
    public const int Controller = 8080;
    public const int Nats = 4222;
    public const int Dns = 5300;
    public const int Proxy = 9091;
    public const int SecondProxy = 9092;

    public const string DnsAddress = "127.0.0.1:5300";
    public const string ProxyAuthority = "localhost:9091";
    public const string SecondProxyAuthority = "localhost:9092";
}
