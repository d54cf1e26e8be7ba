namespace Certes.Acme.Resource;

public class Identifier
{
    public IdentifierType Type { get; set; }

    public string Value { get; set; }
}
