using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>A search for the regions of accounts. All records of an account share one call.</summary>
internal sealed class RegionSearch(EniServiceCmdlet cmdlet, string language) : IRun
{
    private readonly EniSession _session = EniSession.Current;
    private readonly AccountSearches<Account> _searches = new(
        cmdlet, (profileName, connection) => new Account(profileName, connection));

    /// <inheritdoc/>
    public void TakeRecord()
    {
        var asked = PipedText.Of(cmdlet.InputObject) ?? cmdlet.RegionId;
        // A variable that is not set is no request for all regions.
        if (cmdlet.InputObject is null && cmdlet.TakesInput)
            return;
        if ((RecordCheck.ProblemOf(cmdlet, PipedRecord.ProfileNames) ?? ProblemOf(asked)) is { } problem)
        {
            cmdlet.WriteError(cmdlet.InRow(problem));
            return;
        }

        var wanted = string.IsNullOrWhiteSpace(asked) ? "*" : asked!.Trim();
        var input = EniError.Searched(cmdlet.EffectiveProfile, asked);
        if (_searches.ForRecord(() => input!) is not { } account)
            return;
        if (cmdlet.IsProfileOfRecord)
            _searches.Begin(account, () => PostAsync(account, wanted), [input]);
        else
            ReadOrEnd(account, wanted);
    }

    /// <inheritdoc/>
    public void Finish() => _searches.Finish();

    // All regions are meant by no input, by a profile or context without a region, and by a record that names nothing but a profile.
    private ErrorRecord? ProblemOf(string? asked) => !string.IsNullOrWhiteSpace(asked) || cmdlet.InputObject is null ? null
        : cmdlet.Record is not { } record ? EniError.NotOneText(PipedRecord.RegionNames[0], cmdlet.InputObject)
        : record.Is(typeof(EniProfile)) || record.Is(typeof(EniContext)) ? null
        : record.Has(PipedRecord.RegionNames) ? EniError.BadRegion(null, record.Input)
        : record.Names.Count == 1 && record.Text(PipedRecord.ProfileNames) is not null ? null
        : EniError.UnknownProperties(record);

    // Without the list, no input has a result.
    private void ReadOrEnd(Account account, string wanted)
    {
        try
        {
            cmdlet.Await(PostAsync(account, wanted));
        }
        catch (ApiException failure)
        {
            cmdlet.ThrowTerminatingError(EniError.CallFailed(failure, null));
        }
    }

    private async Task PostAsync(Account account, string wanted)
    {
        var regions = await (account.Listing ??= ListAsync(account)).ConfigureAwait(false);
        var pattern = new WildcardPattern(wanted, WildcardOptions.IgnoreCase);
        var fitting = regions.Where(region => pattern.IsMatch(region.RegionId)).ToList();
        if (fitting.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            cmdlet.Queue.Post(new ErrorItem(EniError.RegionNotFound(wanted, account.ProfileName)));
        var page = new PageItem<EcsRegion>(fitting, region => cmdlet.WriteObject(new EniRegion(region, account.ProfileName)));
        cmdlet.Queue.Post(page);
        await page.WhenTakenAsync(cmdlet.StopToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<EcsRegion>> ListAsync(Account account)
    {
        var client = cmdlet.Repeating(account.Connection.CentralClient());
        var call = DescribeRegions.Call(language);
        var regions = await client.SendAsync(call, cmdlet.StopToken).ConfigureAwait(false);
        _session.Seen.SetRegions(regions);
        return regions;
    }

    private sealed class Account(string? profileName, Connection connection) : SearchedAccount(profileName, connection)
    {
        /// <summary>The call for the account's regions, perhaps a failed one; null until a record needs it.</summary>
        public Task<IReadOnlyList<EcsRegion>>? Listing { get; set; }

        protected override bool IsCollecting => false;
    }
}
