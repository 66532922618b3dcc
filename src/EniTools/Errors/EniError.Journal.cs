using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Api.Journal;
using EniTools.Localization;

namespace EniTools.Errors;

// Errors about a journal.
internal static partial class EniError
{
    public static ErrorRecord JournalIsFolder(string path, IReadOnlyList<string> journals) => Record(
        new InvalidOperationException($"'{path}' is a folder, and not a journal. {Listed(journals)}"),
        OwnError.JournalNotUsable.Id,
        ErrorCategory.InvalidArgument,
        path,
        Localized.Text(
            "Name a journal. Get-ChildItem '{0}' -Filter *{1} | Get-EniChange -Summary shows what each one holds.",
            path,
            JournalFolder.Ending));

    /// <param name="problem">What is wrong with the journal.</param>
    /// <param name="input">The path, where it is the input of a cmdlet that reads journals; null where a run writes one.</param>
    public static ErrorRecord Journal(JournalException problem, string? input = null)
    {
        var error = problem.Problem switch
        {
            JournalProblem.Damaged => OwnError.JournalDamaged,
            JournalProblem.InUse => OwnError.JournalInUse,
            JournalProblem.OtherChange or JournalProblem.OtherAccount => OwnError.JournalMismatch,
            JournalProblem.NoSuchChange => OwnError.ChangeNotFound,
            JournalProblem.NotFinished => OwnError.JournalNotFinished,
            JournalProblem.CannotWrite or JournalProblem.Displaced => OwnError.JournalNotWritable,
            _ => OwnError.JournalNotUsable,
        };
        return problem.Problem != JournalProblem.Displaced
            ? Own(problem, error, input)
            : Record(
                problem,
                error.Id,
                error.Category,
                input,
                Localized.Text(
                    "Find out which program moves, deletes or writes that file. Keep the results and errors of this run: the file lacks "
                        + "them. Get-EniIpv6Address shows what the ENIs have. Use another -JournalPath."));
    }

    /// <summary>The way on from a damaged journal.</summary>
    public static string RepairHint(string path) =>
        $"Repair-EniChange '{path}' with a new file makes a journal of what is certain, with which the same command goes on.";

    public static ErrorRecord NoJournalGiven() => Input(
        OwnError.JournalNotUsable,
        "No journal is given: neither -JournalPath nor Set-EniContext -JournalPath nor the variable ENITOOLS_JOURNAL_PATH names one.",
        null);

    public static ErrorRecord ChangedSince(JournalTarget target, string path, int other) => Own(
        new InvalidOperationException(
            $"{target.Target} is left as it is: change {other} of the journal '{path}' has changed it since change {target.Change}."),
        OwnError.ChangedSince,
        Pipeable(target.Target));

    public static ErrorRecord GivenNotKnown(JournalTarget target, string path) => Record(
        new InvalidOperationException(
            $"{target.Target} cannot be taken back: the journal '{path}' does not know which the service gave, as the answer was lost."),
        OwnError.OutcomeUnknown.Id,
        ErrorCategory.OperationStopped,
        // Piped on, it would add as many again.
        null,
        Localized.Text(
            "Run Get-EniIpv6Address -NetworkInterfaceId {0} -RegionId {1} to see what is there, and unassign the surplus with "
                + "Remove-EniIpv6Address.",
            target.Target.NetworkInterfaceId,
            target.Target.RegionId));

    public static ErrorRecord NoteLost(JournalTarget target) =>
        NoteLost(RuledOutException.NoteLost(target.Target), Pipeable(target.Target));

    private static ErrorRecord NoteLost(ApiException failure, object pipeable) =>
        Unknown(failure.Message, failure, pipeable, Remedies.For(failure));

    private static string Listed(IReadOnlyList<string> journals)
    {
        const int shown = 10;
        return journals.Count == 0 ? "No journals are in it."
            : journals.Count <= shown ? $"Its journals: {string.Join(", ", journals)}."
            : $"It has {journals.Count} journals; the last of them: {string.Join(", ", journals.Skip(journals.Count - shown))}.";
    }
}
