namespace Plane.Controller.Api.Description;

/// <summary>What the API says of itself.</summary>
internal static class DescriptionServices
{
    /// <summary>Operations come from <see cref="OperationCatalogue"/> alone: handlers write their answers themselves, so that the framework cannot see what they are.</summary>
    public static IServiceCollection AddDescription(this IServiceCollection services) =>
        services.AddSingleton<DescriptionEndpoint>().AddOpenApi(DescriptionEndpoint.Name, static options =>
        {
            options.ShouldInclude = static _ => false;
            options.AddDocumentTransformer<DocumentWriter>();
        });

    public static WebApplication MapDescription(this WebApplication app)
    {
        app.MapGet(DescriptionEndpoint.Path, static (HttpContext context, DescriptionEndpoint description) => description.AnswerAsync(context));
        return app;
    }
}
