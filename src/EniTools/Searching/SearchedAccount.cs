using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>The state of searches in an account, until they are done.</summary>
internal abstract class SearchedAccount(string? profileName, Connection connection)
{
    /// <summary>The named profile; null for none.</summary>
    public string? ProfileName { get; } = profileName;

    /// <summary>The connection for its calls.</summary>
    public Connection Connection { get; } = connection;

    /// <summary>The latest search, which completes after all before it.</summary>
    public Task Latest { get; set; } = Task.CompletedTask;

    /// <summary>The number of searches whose output is not completely written.</summary>
    public int Unfinished { get; set; }

    /// <summary>True if a record named its profile, so that it is forgotten when done.</summary>
    public bool IsOfRecord { get; set; }

    /// <summary>The reason that there is no key; null until that is known.</summary>
    public CredentialException? WithoutKey { get; set; }

    /// <summary>True if nothing is left to do.</summary>
    public bool IsDone => Unfinished == 0 && !IsCollecting;

    /// <summary>True if something is collected for a later search.</summary>
    protected abstract bool IsCollecting { get; }

    /// <summary>Makes the error about a failed call of this account.</summary>
    public ErrorRecord Error(ApiException failure, object? input) => EniError.CallFailed(failure, input, ProfileName);
}
