using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Errors;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>The guard rails in force for a run. A limit given as a parameter goes before the session's; what is protected adds up.</summary>
internal sealed class RunGuard
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly bool _isRecorded;
    private readonly List<Protection> _protections = [];
    private readonly string? _accountId;
    private readonly ChangeAction _action;

    /// <summary>Takes the limits. What is protected is not read yet.</summary>
    /// <param name="cmdlet">The cmdlet of the run.</param>
    /// <param name="action">What the run does.</param>
    /// <param name="isRecorded">Whether a journal takes note of what is done to which account.</param>
    public RunGuard(GuardedCmdlet cmdlet, ChangeAction action, bool isRecorded = false)
    {
        (_cmdlet, _action, _isRecorded) = (cmdlet, action, isRecorded);
        var session = EniSession.Current;
        _accountId = cmdlet.AccountId ?? session.Defaults.AccountId;
        Errors = new ErrorBudget(ErrorLimit.TryParse(cmdlet.MaxErrors ?? session.Defaults.MaxErrors));
        MaxTargets = cmdlet.MaxTargets > 0 ? cmdlet.MaxTargets : session.Defaults.MaxTargets;
    }

    /// <summary>Reads what is protected. A protection that cannot be read ends the pipeline: nothing is done without it.</summary>
    public void Read()
    {
        _protections.Add(EniSession.Current.Defaults.Protection);
        try
        {
            if (EniSession.Current.Host.VariableAsGiven(ProtectionFile.Variable) is { } given)
                _protections.Add(ReadFile(given));
        }
        catch (FormatException exception)
        {
            _cmdlet.ThrowTerminatingError(EniError.BadProtectionFile(exception));
        }
    }

    // A blank variable was hardly meant to protect nothing.
    private Protection ReadFile(string given) => FilePath.TryFind(_cmdlet, given, out var path, out var problem)
        ? ProtectionFile.Read(path)
        : throw new FormatException($"The variable {ProtectionFile.Variable} is '{given}', which {problem}.");

    /// <summary>How many targets a run may have; 0 for any number.</summary>
    public int MaxTargets { get; }

    /// <summary>Whether a rule needs to see the whole input before anything is done.</summary>
    public bool NeedsWholeInput => MaxTargets > 0 || Errors.NeedsTotal;

    /// <summary>Counts the errors, and says when nothing more may be sent.</summary>
    public ErrorBudget Errors { get; }

    /// <summary>Whether tags are protected.</summary>
    public bool ProtectsTags => _protections.Exists(protection => protection.Tags.Count > 0);

    /// <summary>Whether the tags of the ENI that an input names have to be looked up: calls go to that ENI, and tags are protected.</summary>
    public bool NeedsTags => ProtectsTags && !_action.IsBandwidthAlone();

    /// <summary>The ENIs that are protected by their ids.</summary>
    public IEnumerable<string> ProtectedInterfaceIds => _protections.SelectMany(protection => protection.NetworkInterfaceIds).Distinct();

    /// <summary>Whether the ENI that an address is on has to be looked up: calls for its bandwidth name the address alone, and ENIs are protected.</summary>
    public bool NeedsOwner => _action.ReachesBandwidth() && (ProtectsTags || ProtectedInterfaceIds.Any());

    /// <summary>What only the service can answer for the rules in force, so that -WhatIf calls it too, as "-WhatIf asks the service" goes on.</summary>
    public IEnumerable<string> Questions
    {
        get
        {
            if (_accountId is not null)
                yield return "whose key it is, since -AccountId says which account is meant";
            if (NeedsOwner)
                yield return "which addresses protected ENIs have";
            if (NeedsTags)
                yield return "for the tags of the ENIs, since some are protected";
        }
    }

    /// <summary>Asks whose key a connection has, where a limit or a journal needs to know, and has each renewed key asked about, too.</summary>
    /// <returns>The error about it, without an input; null when the account is the right one, or any.</returns>
    public ErrorRecord? ProblemOf(Connection connection, string? profileName)
    {
        if (_accountId is null && !_isRecorded)
            return null;
        var settings = _cmdlet.SettingsOf(profileName);
        if (!StsEndpoint.TryFind(EniSession.Current.Host, settings.Profile, settings.FindEndpoint()?.Value, out var sts, out var problem))
            return EniError.BadEndpointSetting(problem);
        try
        {
            connection.KeepTo(sts, _accountId);
            _cmdlet.Await(_cmdlet.RepeatAsync(connection.KeyAsync));
            return null;
        }
        catch (ApiException failure)
        {
            return EniError.CallFailed(failure, null);
        }
    }

    /// <summary>The way to the service for what a rule needs to know.</summary>
    public ICallStep Asking(Connection connection, string regionId) =>
        _cmdlet.ReaderOf(connection, ApiService.Ecs, regionId);

    /// <summary>The rule that protects a target, whatever tags its ENI has; null when none does.</summary>
    public string? RuleAgainst(Ipv6Target target) =>
        _protections.Select(protection => protection.RuleAgainst(target)).FirstOrDefault(rule => rule is not null);

    /// <summary>The rule that protects an ENI; null when none does.</summary>
    public string? RuleAgainst(NetworkInterface found) =>
        _protections.Select(protection => protection.RuleAgainst(found)).FirstOrDefault(rule => rule is not null);
}
