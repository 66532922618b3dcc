using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>
/// A service in one region, as the changes of a run share it: the way there, and the end of sending. A service that answers no call for
/// the retry budget is closed for all of them, so that one outage costs one budget; a key that is refused for good closes all places.
/// </summary>
internal sealed class ServicePlace
{
    private readonly ChangeContext _context;
    private readonly ApiService _service;
    private readonly string _regionId;
    private readonly ICallStep _client;
    private readonly ICallStep _chain;
    private readonly SendingEnd _account;
    private readonly SendingEnd _closed;
    private readonly SendingEnd _changes;
    private readonly Silence _silence;

    /// <summary>Opens a place.</summary>
    /// <param name="context">The run.</param>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    /// <param name="client">The way to the service: one attempt at a time.</param>
    /// <param name="account">The end of everything that is sent for the account.</param>
    /// <param name="outage">The outage of the service, shared by the regions that have one endpoint.</param>
    public ServicePlace(
        ChangeContext context, ApiService service, string regionId, ICallStep client, SendingEnd account, Outage outage)
    {
        var settings = context.Settings;
        (_context, _service, _regionId, _account) = (context, service, regionId, account);
        // Judged while the slot is held: the next call that gets the slot must know what this one has shown.
        _client = new JudgingStep(this, client);
        _closed = outage.End;
        _changes = new SendingEnd(_closed);
        _silence = outage.Silence;
        // Slots are a region's, as quotas are: calls that wait for one quota must not hold up those of another region. The cap is the
        // run's, and the client goes on with pace, attempt, signature and transport.
        _chain = new SlotStep(
            new CallSlots(settings.Clock, settings.ThrottleLimit), settings.Cap is { } cap ? new CapStep(cap, _client) : _client);
    }

    /// <summary>True if nothing more is sent here, not even a look.</summary>
    public bool IsClosed => _closed.Reason is not null;

    /// <summary>Ends changes for all that wait. Looks go on.</summary>
    public void EndChanges(NotSentException reason) => _changes.Because(reason);

    /// <summary>Sends a call that changes something, once, when a slot is free and cap and pace allow it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="attempts">The attempts at it.</param>
    /// <param name="leaving">Done right before it leaves; when it fails, nothing is sent.</param>
    /// <param name="failing">Called when it failed, before another call can leave in its place.</param>
    public Task<TAnswer> SendAsync<TAnswer>(
        ApiCall<TAnswer> call, RetryLoop attempts, Func<Task> leaving, Action<ApiException> failing)
    {
        // Before the wait for a turn, and after it.
        _context.ThrowWhenRefused();
        var errors = _context.Settings.Errors is { IsLimited: true } limited ? limited : null;
        Func<Task> beforeLeaving = async () =>
        {
            if (errors is not null)
                await errors.WhenSureAsync(_changes.Waiting).ConfigureAwait(false);
            _context.ThrowWhenRefused();
            await leaving().ConfigureAwait(false);
        };
        var sending = new Sending(
            _changes.Waiting, _context.Settings.GivingUp, beforeLeaving, attempts, errors is null ? null : failing);
        return UnlessEndedAsync(_changes, () => call.SendAsync(_chain, sending));
    }

    /// <summary>Waits until a failed call may be sent again.</summary>
    /// <returns>False if it is not to be sent again.</returns>
    public Task<bool> WaitToRetryAsync(RetryLoop retry, ApiException failure) => WaitToRetryAsync(_changes, retry, failure);

    /// <summary>Waits, but not while the place is closed.</summary>
    public async Task DelayAsync(TimeSpan duration)
    {
        try
        {
            if (!IsClosed)
                await _context.Settings.Clock.DelayAsync(duration, _closed.Waiting).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsEnded(_closed))
        {
            // Whoever waited finds out that it is closed.
        }
    }

    /// <summary>The way for calls that only read: each is sent until it succeeds or another attempt would not help.</summary>
    /// <param name="limit">How long it is sent again; zero for one attempt.</param>
    public ICallStep Reader(TimeSpan limit) => new ReadingStep(this, limit);

    private async Task<bool> WaitToRetryAsync(SendingEnd end, RetryLoop retry, ApiException failure)
    {
        if (end.Reason is not null)
            return false;
        if (IsSilence(failure) && _silence.Length >= LimitFor(failure))
        {
            _closed.Because(NotSentException.NoAnswer(_service.Name, _regionId, _silence.Length, failure));
            return false;
        }

        try
        {
            if (await retry.WaitAsync(failure, end.Waiting).ConfigureAwait(false))
                return true;
        }
        catch (OperationCanceledException) when (IsEnded(end))
        {
            return false;
        }

        if (IsOfKey(failure))
            _account.Because(NotSentException.KeyRefused(failure));
        return false;
    }

    private async Task<TAnswer> UnlessEndedAsync<TAnswer>(SendingEnd end, Func<Task<TAnswer>> attempt)
    {
        if (end.Reason is { } before)
            throw before;
        try
        {
            return await attempt().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsEnded(end))
        {
            throw end.Reason!;
        }
    }

    private bool IsEnded(SendingEnd end) => end.Reason is not null && !_context.Settings.Stopping.IsCancellationRequested;

    // A few seconds at least: with no budget for retries, two lost answers would be an outage.
    private TimeSpan LimitFor(ApiException failure)
    {
        var policy = _context.Settings.RetryPolicy;
        return failure.RetryRule == RetryRule.Briefly || policy.Budget < policy.BriefBudget ? policy.BriefBudget : policy.Budget;
    }

    // A service that answers each call with a fault does not serve anyone either. What gives the key is a place of its own.
    private static bool IsSilence(ApiException failure) =>
        failure is not CredentialException
        && failure.Kind is ErrorKind.Unreachable or ErrorKind.NoAnswer or ErrorKind.InvalidAnswer or ErrorKind.ServiceFault;

    private static bool IsOfKey(ApiException failure) =>
        failure is CredentialException or WrongAccountException
            or ServiceException { Kind: ErrorKind.Authentication or ErrorKind.ExpiredToken };

    // Takes note of what each attempt shows of the service and of the key.
    private sealed class JudgingStep(ServicePlace place, ICallStep next) : ICallStep
    {
        public async Task<XElement> SendAsync(ApiCall call, Sending sending)
        {
            var clock = place._context.Settings.Clock;
            var began = clock.Elapsed;
            Func<Task> leaving = () =>
            {
                began = clock.Elapsed;
                return sending.Leaving?.Invoke() ?? Task.CompletedTask;
            };
            try
            {
                var answer = await next.SendAsync(call, new Sending(sending.Waiting, sending.InFlight, leaving, sending.Loop))
                    .ConfigureAwait(false);
                place._silence.End();
                return answer;
            }
            catch (ApiException failure)
            {
                if (IsSilence(failure))
                    place._silence.Add(began);
                else if (failure is ServiceException)
                    place._silence.End();
                if (IsOfKey(failure) && failure.RetryRule == RetryRule.Never)
                    place._account.Because(NotSentException.KeyRefused(failure));
                sending.Failing?.Invoke(failure);
                throw;
            }
        }
    }

    private sealed class ReadingStep(ServicePlace place, TimeSpan limit) : ICallStep
    {
        public async Task<XElement> SendAsync(ApiCall call, Sending sending)
        {
            var loop = place._context.NewRetryLoop(limit);
            var each = new Sending(place._closed.Waiting, sending.InFlight, sending.Leaving, loop);
            while (true)
            {
                loop.BeginAttempt();
                try
                {
                    return await place.UnlessEndedAsync(place._closed, () => place._client.SendAsync(call, each)).ConfigureAwait(false);
                }
                catch (ApiException failure)
                {
                    if (!await place.WaitToRetryAsync(place._closed, loop, failure).ConfigureAwait(false))
                        throw;
                }
            }
        }
    }
}

/// <summary>The outage of a service at one endpoint: the time for which it has not answered, and the end of sending there.</summary>
internal sealed record Outage(SendingEnd End, Silence Silence);
