using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>Opens the journal of a run. One that cannot be used ends the pipeline before anything is done.</summary>
internal static class RunJournal
{
    /// <summary>The parameter that names a journal.</summary>
    public const string Parameter = "-JournalPath";

    /// <summary>Opens the journal that was asked for; null when none was.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="asked">What its user gave; null when nothing.</param>
    /// <param name="action">What the run does.</param>
    public static ChangeJournal? Open(EniServiceCmdlet cmdlet, string? asked, ChangeAction action)
    {
        var setting = cmdlet.Settings.JournalPath;
        if ((asked ?? setting?.Value) is not { } given)
            return null;
        var path = FilePath.Of(cmdlet, given, asked is null ? $"The {setting!.Origin}" : Parameter);
        if (Directory.Exists(path))
            path = NewFileIn(path, cmdlet);
        cmdlet.WriteVerbose($"The journal of this run is {path}.");
        return Opened(cmdlet, () => ChangeJournal.Open(path, NewRun(cmdlet, action), cmdlet.IsWhatIf));
    }

    /// <summary>Opens a journal to go on with its latest change, also when that came to its end.</summary>
    public static ChangeJournal OpenToResume(EniServiceCmdlet cmdlet, string path) => OpenExisting(cmdlet, path, before =>
        NewRun(cmdlet, before.Latest!.Action) with { Undoes = before.Latest.Undoes, Change = before.LastChange });

    /// <summary>Opens a journal to take a change back.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The journal.</param>
    /// <param name="change">The number of the change; zero for the latest that is no undo.</param>
    public static ChangeJournal OpenToUndo(EniServiceCmdlet cmdlet, string path, int change) => OpenExisting(cmdlet, path, before =>
    {
        var undone = change == 0 ? before.LatestOwn! : before.Changes.ElementAtOrDefault(change - 1);
        return NewRun(cmdlet, (undone ?? before.Latest!).Action.Opposite()) with { Undoes = undone?.Number ?? change };
    });

    private static ChangeJournal OpenExisting(EniServiceCmdlet cmdlet, string path, Func<JournalState, JournalRun> runAfter)
    {
        path = FilePath.Of(cmdlet, path, Parameter);
        if (Directory.Exists(path))
            cmdlet.ThrowTerminatingError(EniError.JournalIsFolder(path, JournalFolder.Names(path)));
        return Opened(cmdlet, () => ChangeJournal.OpenExisting(path, runAfter, cmdlet.IsWhatIf));
    }

    private static ChangeJournal Opened(EniServiceCmdlet cmdlet, Func<ChangeJournal> open)
    {
        try
        {
            return open();
        }
        catch (JournalException problem)
        {
            cmdlet.ThrowTerminatingError(EniError.Journal(problem));
            throw;
        }
    }

    // The command line itself may hold a secret.
    private static JournalRun NewRun(EniServiceCmdlet cmdlet, ChangeAction action) => new()
    {
        Action = action,
        Command = cmdlet.MyInvocation.MyCommand.Name,
        ModuleVersion = Connection.Version,
        Time = DateTimeOffset.UtcNow,
    };

    private static string NewFileIn(string folder, EniServiceCmdlet cmdlet)
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var name = $"{time}-{cmdlet.MyInvocation.MyCommand.Name}-{Guid.NewGuid().ToString("N").Substring(0, 8)}";
        return Path.Combine(folder, name + JournalFolder.Ending);
    }
}
