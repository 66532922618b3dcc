using EniTools.Api.Guards;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>The guard rails in force for a run. A limit given as a parameter goes before the session's; what is protected adds up.</summary>
internal sealed class RunGuard
{
    private readonly List<Protection> _protections = [];

    /// <summary>Reads what is in force. A protection that cannot be read ends the pipeline: nothing is done without it.</summary>
    public RunGuard(EniServiceCmdlet cmdlet, ITargetParameters parameters)
    {
        var session = EniSession.Current;
        MaxTargets = parameters.MaxTargets > 0 ? parameters.MaxTargets : session.Defaults.MaxTargets;
        _protections.Add(session.Defaults.Protection);
        try
        {
            if (session.Host.Variable(ProtectionFile.Variable) is { } path)
                _protections.Add(ProtectionFile.Read(path));
        }
        catch (FormatException exception)
        {
            cmdlet.ThrowTerminatingError(EniError.BadProtectionFile(exception));
        }
    }

    /// <summary>How many targets a run may have; 0 for any number.</summary>
    public int MaxTargets { get; }

    /// <summary>Whether a rule needs to see the whole input before anything is done.</summary>
    public bool NeedsWholeInput => MaxTargets > 0;

    /// <summary>The rule that protects a candidate; null when none does.</summary>
    public string? RuleAgainst(Candidate candidate) =>
        _protections.Select(protection => protection.RuleAgainst(candidate)).FirstOrDefault(rule => rule is not null);
}
