using System.Management.Automation;
using EniTools.Pipeline;
using EniTools.Searching;
using EniTools.Session;

namespace EniTools.Tests.Cmdlets;

/// <summary>Searches nothing for each account that its records name, and says how many are still reachable at the end.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EniAccountLife")]
public sealed class TestEniAccountLifeCommand : EniServiceCmdlet
{
    private readonly List<WeakReference> _opened = [];
    private readonly HashSet<string> _names = [];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        WriteObject($"{_names.Count} opened, {_opened.Count(opened => opened.IsAlive)} alive");
    }

    private protected override IRun NewRun() => new Lives(this);

    private Account Open(string? profileName, Connection connection)
    {
        var account = new Account(profileName, connection);
        _names.Add(profileName!);
        _opened.Add(new WeakReference(account));
        _opened.Add(new WeakReference(connection));
        return account;
    }

    private sealed class Lives(TestEniAccountLifeCommand cmdlet) : IRun
    {
        private readonly AccountSearches<Account> _searches = new(cmdlet, cmdlet.Open);

        public void TakeRecord()
        {
            if (_searches.ForRecord(() => "record") is { } account)
                _searches.Begin(account, async () => await Task.Yield(), []);
        }

        public void Finish() => _searches.Finish();
    }

    private sealed class Account(string? profileName, Connection connection) : SearchedAccount(profileName, connection)
    {
        protected override bool IsCollecting => false;
    }
}
