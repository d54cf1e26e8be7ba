using Plane.Domain.Identity;

namespace Plane.Contracts.Records;

/// <summary>
/// Somebody wants a backend's key renewed no more, under <c>{cluster}.{drone}.prevent-renewal.{backend}</c> in <c>plane_intents</c>: its deadlines
/// run out. It stands until the record of the backend goes.
/// </summary>
public sealed record PreventRenewalIntent(BackendId Backend);
