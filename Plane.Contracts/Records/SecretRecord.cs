namespace Plane.Contracts.Records;

/// <summary>The cluster secret, under <c>{cluster}.secret</c> in <c>plane_secrets</c>.</summary>
public sealed record SecretRecord(byte[] Secret)
{
    /// <summary>Never the bytes.</summary>
    public override string ToString() => "cluster secret";
}
