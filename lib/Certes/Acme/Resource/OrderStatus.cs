namespace Certes.Acme.Resource;

public enum OrderStatus
{
    Pending,
    Ready,
    Processing,
    Valid,
    Invalid,
}
