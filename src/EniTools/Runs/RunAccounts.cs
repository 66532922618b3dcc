using System.Management.Automation;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>What a run keeps for each account that it works for, which is one for each profile: no call is for two accounts.</summary>
internal sealed class RunAccounts<T>
    where T : class
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly RunGuard _guard;
    private readonly bool _isConnected;
    private readonly Func<string?, Connection?, T> _open;
    private readonly Dictionary<string, T> _opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<object?, ErrorRecord>> _refused = new(StringComparer.Ordinal);

    /// <summary>Opens none yet, but ends the pipeline when no input can have a key.</summary>
    /// <param name="cmdlet">The cmdlet whose records name the profiles.</param>
    /// <param name="guard">Checks the account that the run is meant for.</param>
    /// <param name="isConnected">Whether the run calls the service: anyone who only asks what would happen needs no credential.</param>
    /// <param name="open">Makes what is kept for a profile; without a connection when the run makes no call.</param>
    public RunAccounts(EniServiceCmdlet cmdlet, RunGuard guard, bool isConnected, Func<string?, Connection?, T> open)
    {
        (_cmdlet, _guard, _isConnected, _open) = (cmdlet, guard, isConnected, open);
        if (isConnected)
            cmdlet.ConnectEarly();
    }

    /// <summary>Those that were opened.</summary>
    public IReadOnlyCollection<T> All => _opened.Values;

    /// <summary>The account that the current record is for.</summary>
    /// <param name="input">What the error is about.</param>
    /// <param name="refuse">Told why the record has no account.</param>
    /// <returns>Null when it was refused.</returns>
    public T? ForRecord(Func<object> input, Action<ErrorRecord> refuse)
    {
        var profileName = _cmdlet.EffectiveProfile;
        if (_opened.TryGetValue(profileName ?? "", out var account))
            return account;
        if (_refused.TryGetValue(profileName ?? "", out var refusal))
        {
            refuse(refusal(input()));
            return null;
        }

        var connection = _isConnected ? _cmdlet.ConnectRecord(input(), refuse) : null;
        if (connection is null && _isConnected)
            return null;
        if (connection is not null && _guard.CheckAccount(connection) is { } wrong)
        {
            _refused.Add(profileName ?? "", wrong);
            _cmdlet.RefuseRecord(wrong(input()), refuse);
            return null;
        }

        _opened.Add(profileName ?? "", account = _open(profileName, connection));
        return account;
    }
}
