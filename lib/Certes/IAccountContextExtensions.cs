using Certes.Acme;

namespace Certes;

public static class IAccountContextExtensions
{
    public static async Task<Uri> Location(this Task<IAccountContext> account) => (await account).Location;
}
