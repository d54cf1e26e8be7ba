using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest while it is written, for callbacks that write a resource in their own way.</summary>
public sealed class ManifestPublishingContext
{
    private readonly ManifestPorts _ports = new();
    private readonly ManifestEnvironment _environment;

    /// <param name="executionContext">Publish mode.</param>
    /// <param name="manifestPath">Full path of the file; other paths are written relative to its folder.</param>
    /// <param name="writer">Stands inside a resource's object while that is written.</param>
    /// <param name="cancellationToken">Given to callbacks.</param>
    public ManifestPublishingContext(
        DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        ManifestPath = manifestPath;
        Writer = writer;
        CancellationToken = cancellationToken;
        _environment = new ManifestEnvironment(executionContext);
    }

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public string ManifestPath { get; }

    public Utf8JsonWriter Writer { get; }

    public CancellationToken CancellationToken { get; }

    internal ManifestValues Values { get; } = new();

    /// <summary>With forward slashes; null for null.</summary>
    public string? GetManifestRelativePath(string? path) =>
        path is null ? null : Path.GetRelativePath(Path.GetDirectoryName(ManifestPath)!, path).Replace('\\', '/');

    /// <summary>Sees to it that what the value refers to is written too.</summary>
    public void TryAddDependentResources(object? value)
    {
        if (value is not null)
        {
            Values.Note(value);
        }
    }

    /// <summary>Writes <c>connectionString</c> for a resource that has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
        {
            Writer.WriteString("connectionString", Values.TextOf(expression));
        }
    }

    /// <summary>Writes <c>bindings</c> for a resource that has endpoints.</summary>
    /// <exception cref="DistributedApplicationException">An endpoint that a manifest cannot express.</exception>
    public void WriteBindings(IResource resource)
    {
        var bindings = _ports.Of(resource);
        if (bindings.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var (endpoint, ports) in bindings)
        {
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", "tcp");
            Writer.WriteString("transport", endpoint.Transport);
            WriteNumber("port", ports.Port);
            WriteNumber("targetPort", ports.Target);
            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes <c>env</c> for a resource that has an environment.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var variables = await _environment.VariablesOfAsync(resource, CancellationToken);
        WriteTexts("env", variables);
    }

    /// <summary>Writes <c>args</c> for a resource that has arguments.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var arguments = await _environment.ArgumentsOfAsync(resource, CancellationToken);
        if (arguments.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var argument in arguments)
        {
            Writer.WriteStringValue(Values.TextOf(argument));
        }

        Writer.WriteEndArray();
    }

    internal void WriteTexts<T>(string name, IReadOnlyDictionary<string, T> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            Writer.WriteString(key, value is null ? string.Empty : Values.TextOf(value));
        }

        Writer.WriteEndObject();
    }

    private void WriteNumber(string name, int? value)
    {
        if (value is { } number)
        {
            Writer.WriteNumber(name, number);
        }
    }
}
