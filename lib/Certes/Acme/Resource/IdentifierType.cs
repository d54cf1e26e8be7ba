namespace Certes.Acme.Resource;

public enum IdentifierType
{
    Dns,
}
