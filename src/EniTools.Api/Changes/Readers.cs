using EniTools.Api.Calls;

namespace EniTools.Api.Changes;

/// <summary>The calls of a run that only reads. As in a run of changes, an endpoint that answers no call costs the run one retry budget, and a key that is refused for good is not used again.</summary>
internal sealed class Readers
{
    private readonly ChangeContext _context;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="clientOf">Gives the way to a service in a region: one attempt at a time, at the pace that it allows.</param>
    /// <param name="settings">The retry policy, the clock, and the token that stops the run.</param>
    public Readers(Func<ApiService, string, ICallStep> clientOf, ChangeSettings settings) =>
        _context = new ChangeContext(clientOf, _ => { }, settings);

    /// <summary>Gets the way to a service in a region: each call is sent until it succeeds or another attempt would not help.</summary>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    public ICallStep Of(ApiService service, string regionId) =>
        _context.PlaceOf(service, regionId).Reader(_context.Settings.RetryPolicy.Budget);
}
