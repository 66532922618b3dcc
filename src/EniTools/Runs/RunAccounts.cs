using System.Management.Automation;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>What a run keeps for each account that it works for: one for each profile, since no call is for two accounts.</summary>
/// <param name="cmdlet">The cmdlet whose records name the profiles.</param>
/// <param name="isConnected">Whether the run calls the service: who only asks what would happen needs no credential.</param>
/// <param name="open">Makes what is kept for a profile; without a connection when the run makes no call.</param>
internal sealed class RunAccounts<T>(EniServiceCmdlet cmdlet, bool isConnected, Func<string?, Connection?, T> open)
    where T : class
{
    private readonly Dictionary<string, T> _opened = new(StringComparer.Ordinal);

    /// <summary>Those that were opened.</summary>
    public IReadOnlyCollection<T> All => _opened.Values;

    /// <summary>The account that the current record is for.</summary>
    /// <param name="input">What the error is about.</param>
    /// <param name="refuse">Told why the record has no account.</param>
    /// <returns>Null when it was refused.</returns>
    public T? OfRecord(Func<object> input, Action<ErrorRecord> refuse)
    {
        var profileName = cmdlet.ProfileInForce;
        if (_opened.TryGetValue(profileName ?? "", out var account))
            return account;
        Connection? connection = null;
        if (isConnected && !cmdlet.TryConnectRecord(input(), out connection, out var error))
            refuse(error);
        else
            _opened.Add(profileName ?? "", account = open(profileName, connection));
        return account;
    }
}
