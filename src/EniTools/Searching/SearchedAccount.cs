using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>What searches keep for an account until they are done.</summary>
internal abstract class SearchedAccount(string? profileName, Connection connection)
{
    /// <summary>The profile that was asked for by name; null for none.</summary>
    public string? ProfileName { get; } = profileName;

    /// <summary>How its calls reach the service.</summary>
    public Connection Connection { get; } = connection;

    /// <summary>The search that was begun last, with all before it.</summary>
    public Task Latest { get; set; } = Task.CompletedTask;

    /// <summary>How many searches were begun and are not written to the end.</summary>
    public int Unfinished { get; set; }

    /// <summary>Whether a record named its profile, so that it is let go when nothing is left to do.</summary>
    public bool IsOfRecord { get; set; }

    /// <summary>Why there is no key; null until that is known.</summary>
    public CredentialException? WithoutKey { get; set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsDone => Unfinished == 0 && !IsCollecting;

    /// <summary>Whether something was read that is not searched for yet.</summary>
    protected abstract bool IsCollecting { get; }

    /// <summary>The error about a call of this account, which it names.</summary>
    public ErrorRecord Error(ApiException failure, object? input) => EniError.CallFailed(failure, input, ProfileName);
}
