using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes a model as a manifest: its resources in the model's order, then those only referred to, then encoded values.</summary>
/// <param name="model">What is written.</param>
/// <param name="executionContext">Publish mode.</param>
/// <param name="directory">The AppHost's; what relative folders of executables start from.</param>
internal sealed class ManifestDocument(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, string directory)
{
    private const string Schema = "https://json.schemastore.org/aspire-8.0.json";
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<EncodedParameter> _encoded = [];

    /// <param name="path">Of the manifest, which other paths are relative to; it is not opened.</param>
    /// <param name="stream">Where it is written.</param>
    /// <param name="cancellationToken">Given to callbacks.</param>
    /// <exception cref="DistributedApplicationException">The model holds something that a manifest cannot express; the message names it.</exception>
    public async Task WriteAsync(string path, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        var context = new ManifestPublishingContext(executionContext, path, writer, cancellationToken);
        writer.WriteStartObject();
        writer.WriteString("$schema", Schema);
        writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await WriteAsync(context, resource);
        }

        await WriteReferencedAsync(context);
        WriteEncoded(context, context.Values.Encoded);
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
    }

    /// <summary>Writing one may bring up others.</summary>
    private async Task WriteReferencedAsync(ManifestPublishingContext context)
    {
        for (var i = 0; i < context.Values.Referenced.Count; i++)
        {
            var resource = context.Values.Referenced[i];
            if (!_written.Contains(resource.Name) && !model.Resources.Any(r => r.Name == resource.Name))
            {
                await WriteAsync(context, resource);
            }

            if (!_written.Contains(resource.Name))
            {
                throw new DistributedApplicationException($"'{resource.Name}' is excluded from the manifest, and another resource refers to it.");
            }
        }
    }

    private async Task WriteAsync(ManifestPublishingContext context, IResource resource)
    {
        var custom = resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation);
        if (custom && annotation!.Callback is null)
        {
            return;
        }

        context.Writer.WriteStartObject(resource.Name);
        await (custom ? annotation!.Callback!(context) : WriteKindAsync(context, resource));
        context.Writer.WriteEndObject();
        _written.Add(resource.Name);
        WriteEncoded(context, context.Values.Encoded.Where(e => e.Parameter == resource));
    }

    private void WriteEncoded(ManifestPublishingContext context, IEnumerable<EncodedParameter> encoded)
    {
        foreach (var value in encoded.Where(_encoded.Add))
        {
            ParameterManifest.Write(context.Writer, value);
        }
    }

    private async Task WriteKindAsync(ManifestPublishingContext context, IResource resource)
    {
        switch (resource)
        {
            case ProjectResource project:
                await WriteProjectAsync(context, project);
                break;
            case ContainerResource container:
                await ContainerManifest.WriteAsync(context, container);
                break;
            case ExecutableResource executable:
                await WriteExecutableAsync(context, executable);
                break;
            case ParameterResource parameter:
                ParameterManifest.Write(context.Writer, parameter);
                break;
            case ConnectionStringResource connection:
                context.Writer.WriteString("type", "value.v0");
                context.WriteConnectionString(connection);
                break;
            default:
                throw new DistributedApplicationException(
                    $"'{resource.Name}' is a {resource.GetType().Name}, which a manifest cannot express: exclude it, or write it with WithManifestPublishingCallback.");
        }
    }

    private static async Task WriteProjectAsync(ManifestPublishingContext context, ProjectResource project)
    {
        var metadata = project.TryGetLastAnnotation<IProjectMetadata>(out var m) ? m
            : throw new DistributedApplicationException($"The project resource '{project.Name}' names no project.");
        context.Writer.WriteString("type", "project.v0");
        context.Writer.WriteString("path", context.GetManifestRelativePath(metadata.ProjectPath));
        await context.WriteCommandLineArgumentsAsync(project);
        await context.WriteEnvironmentVariablesAsync(project);
        context.WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ManifestPublishingContext context, ExecutableResource executable)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(Path.GetFullPath(executable.WorkingDirectory, directory)));
        context.Writer.WriteString("command", executable.Command);
        await context.WriteCommandLineArgumentsAsync(executable);
        await context.WriteEnvironmentVariablesAsync(executable);
        context.WriteBindings(executable);
    }
}
