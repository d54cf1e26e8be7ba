namespace Certes.Acme;

internal class EntityContext<T>(AcmeContext context, Uri location) : IResourceContext<T>
{
    public Uri Location => location;

    public int RetryAfter => 0;

    protected AcmeContext Context => context;

    public virtual async Task<T> Resource() => (await context.PostAsync<T>(location, null)).Resource;
}
