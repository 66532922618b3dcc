using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>A search whose scope is in each record: a whole region, an instance, ENIs, or addresses and prefixes. Those that fit in one call are collected.</summary>
/// <typeparam name="T">The state of the search for one account.</typeparam>
internal abstract class ScopedSearch<T> : IRun
    where T : SearchedAccount
{
    private readonly bool _areFiltersValid;
    private readonly AccountSearches<T> _searches;

    /// <summary>Begins a search, or ends the pipeline when no input can have a key.</summary>
    /// <param name="cmdlet">The cmdlet that the search writes with.</param>
    /// <param name="areFiltersValid">True if all filters were understood. Otherwise nothing fits.</param>
    /// <param name="open">Makes the state of an account.</param>
    protected ScopedSearch(EniServiceCmdlet cmdlet, bool areFiltersValid, Func<string?, Connection, T> open)
    {
        (Cmdlet, _areFiltersValid) = (cmdlet, areFiltersValid);
        _searches = new AccountSearches<T>(cmdlet, open);
    }

    /// <summary>The cmdlet that the search writes with.</summary>
    protected EniServiceCmdlet Cmdlet { get; }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        if (!_areFiltersValid)
            return;
        var problem = RecordCheck.ProblemOf(Cmdlet, takesManyInterfaces: true);
        if (problem is not null || ReadScope(out problem) is not { } scope)
        {
            if (problem is not null)
                WriteError(problem);
            return;
        }

        var regionId = Cmdlet.EffectiveRegionId;
        var ids = scope.InterfaceIds;
        var input = Cmdlet.Record is null && ids.Count > 0 ? ids.ToArray() : Cmdlet.InputObject ?? (object?)regionId;
        if (!ResourceId.IsRegionId(regionId))
            WriteError(EniError.BadRegion(regionId, input));
        else if (_searches.ForRecord(() => input!) is { } account)
            Take(account, regionId!, scope);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        foreach (var account in _searches.All.ToList())
            BeginCollected(account);
        _searches.Finish();
    }

    /// <summary>Reads the scope from the current record and the parameters.</summary>
    /// <param name="problem">The error about the record; null if there is none.</param>
    /// <returns>Null if there is nothing to search for.</returns>
    protected abstract SearchScope? ReadScope(out ErrorRecord? problem);

    /// <summary>Begins the searches of a scope, or collects it.</summary>
    protected abstract void Take(T account, string regionId, SearchScope scope);

    /// <summary>Begins the searches for all that was collected for an account.</summary>
    protected abstract void BeginCollected(T account);

    /// <summary>Begins a search; a failed call is an error for each input.</summary>
    protected void Begin(T account, Func<Task> searchAsync, IEnumerable<object?> inputs) => _searches.Begin(account, searchAsync, inputs);

    /// <summary>Writes an error about the current record.</summary>
    protected void WriteError(ErrorRecord error) => Cmdlet.WriteError(Cmdlet.InRow(error));

    /// <summary>The error about an instance id with a wildcard, which the service compares as a whole; null for any other.</summary>
    protected static ErrorRecord? ProblemOfInstance(string? instanceId) => WildcardPattern.ContainsWildcardCharacters(instanceId ?? "")
        ? EniError.WildcardNotTaken(PipedRecord.InstanceNames[0], instanceId!)
        : null;

    /// <summary>A search for ENIs in a region of an account.</summary>
    protected NetworkInterfaceSearch PagesOf(T account, string regionId, NetworkInterfaceQuery query) =>
        new(ChainOf(account, ApiService.Ecs, regionId), regionId, query);

    /// <summary>The call chain to a service in a region of an account.</summary>
    protected ICallStep ChainOf(T account, ApiService service, string regionId) =>
        Cmdlet.ReaderOf(account.Connection, service, regionId);

    /// <summary>Leaves an error for each ENI that was named and not found.</summary>
    protected void PostMissing(T account, string regionId, NetworkInterfaceSearch pages)
    {
        foreach (var id in pages.Missing)
            Post(EniError.NotFound(id, regionId, pages.RequestId, account.ProfileName));
    }

    /// <summary>Leaves an error about a failed call. Thread-safe.</summary>
    protected void Post(T account, ApiException failure, object? input) => Post(account.Error(failure, input));

    /// <summary>Leaves an error to be written. Thread-safe.</summary>
    protected void Post(ErrorRecord error) => Cmdlet.Queue.Post(new ErrorItem(error));
}
