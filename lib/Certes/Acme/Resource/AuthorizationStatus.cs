namespace Certes.Acme.Resource;

public enum AuthorizationStatus
{
    Pending,
    Valid,
    Invalid,
    Revoked,
    Deactivated,
    Expired,
}
