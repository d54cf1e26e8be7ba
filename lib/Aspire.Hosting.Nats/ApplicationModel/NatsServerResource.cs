namespace Aspire.Hosting.ApplicationModel;

/// <summary>A NATS server.</summary>
public class NatsServerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    private const string DefaultUserName = "nats";

    private EndpointReference? _primaryEndpoint;

    public NatsServerResource(string name, ParameterResource? userName, ParameterResource? password)
        : this(name)
    {
        UserNameParameter = userName;
        PasswordParameter = password;
    }

    /// <summary>Where clients connect.</summary>
    public EndpointReference PrimaryEndpoint => _primaryEndpoint ??= new EndpointReference(this, PrimaryEndpointName);

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Null: the user is called <c>nats</c>.</summary>
    public ParameterResource? UserNameParameter { get; }

    /// <summary>Null: no authentication.</summary>
    public ParameterResource? PasswordParameter { get; }

    public ReferenceExpression UserNameReference => UserNameParameter is null
        ? ReferenceExpression.Create($"{DefaultUserName}") : ReferenceExpression.Create($"{UserNameParameter}");

    /// <summary><c>nats://user:password@host:port</c>, user and password percent-encoded.</summary>
    public ReferenceExpression ConnectionStringExpression => BuildUri();

    public ReferenceExpression UriExpression => BuildUri();

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{Host}"));
        yield return new("Port", ReferenceExpression.Create($"{Port}"));
        yield return new("Username", UserNameReference);
        if (PasswordParameter is not null)
        {
            yield return new("Password", ReferenceExpression.Create($"{PasswordParameter}"));
        }

        yield return new("Uri", UriExpression);
    }

    private ReferenceExpression BuildUri()
    {
        var uri = new ReferenceExpressionBuilder();
        uri.AppendLiteral("nats://");
        if (PasswordParameter is not null)
        {
            if (UserNameParameter is null)
            {
                uri.AppendLiteral(DefaultUserName);
            }
            else
            {
                uri.AppendFormatted(UserNameParameter, "uri");
            }

            uri.AppendLiteral(":");
            uri.AppendFormatted(PasswordParameter, "uri");
            uri.AppendLiteral("@");
        }

        uri.AppendFormatted(PrimaryEndpoint.Property(EndpointProperty.HostAndPort));
        return uri.Build();
    }
}
