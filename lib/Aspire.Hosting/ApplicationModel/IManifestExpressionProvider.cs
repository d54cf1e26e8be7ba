namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for a value that is only known where the application is deployed.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The placeholder, such as <c>{nats.bindings.tcp.host}</c>.</summary>
    string ValueExpression { get; }
}
