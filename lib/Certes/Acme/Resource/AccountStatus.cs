namespace Certes.Acme.Resource;

public enum AccountStatus
{
    Valid,
    Deactivated,
    Revoked,
}
