namespace Certes.Acme.Resource;

/// <summary>RFC 8555 §7.1.3.</summary>
public class Order
{
    public OrderStatus? Status { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public IList<Identifier> Identifiers { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? NotAfter { get; set; }

    /// <summary>A problem document, where the order failed.</summary>
    public object Error { get; set; }

    public IList<Uri> Authorizations { get; set; }

    public Uri Finalize { get; set; }

    public Uri Certificate { get; set; }
}
