using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>The reasons why a journal cannot be used.</summary>
internal enum JournalProblem
{
    /// <summary>There is no such file, or it cannot be opened or read.</summary>
    CannotOpen,

    /// <summary>The file is something else. It was left as it is.</summary>
    NotAJournal,

    /// <summary>A later version of the module wrote it.</summary>
    LaterVersion,

    /// <summary>A line was changed, or one is missing before it. Nothing is taken from what follows.</summary>
    Damaged,

    InUse,

    /// <summary>The latest change has another action than the run, and did not come to its end.</summary>
    OtherChange,

    NoSuchChange,

    /// <summary>The latest change has to be finished before it can be taken back.</summary>
    NotFinished,

    /// <summary>The journal is about another account or endpoint.</summary>
    OtherAccount,

    /// <summary>No line can be written any more. Nothing more is sent.</summary>
    CannotWrite,

    /// <summary>The file was deleted, replaced or changed while the run wrote to it. Nothing more is sent.</summary>
    Displaced,
}

/// <summary>The error of a journal that cannot be used, or cannot be used any more. The message tells what the journal holds.</summary>
internal sealed class JournalException : Exception
{
    internal JournalException(JournalProblem problem, string path, string message, long? line = null, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
        Line = line;
    }

    public JournalProblem Problem { get; }

    public string Path { get; }

    /// <summary>The line that is damaged, from 1 on; null when it is not about a line.</summary>
    public long? Line { get; }

    internal static JournalException NotAJournal(string path) => new(
        JournalProblem.NotAJournal, path, $"The file '{path}' is not a journal of EniTools. It was left as it is: name another file.");

    internal static JournalException LaterVersion(string path, string version) => new(
        JournalProblem.LaterVersion,
        path,
        $"The journal '{path}' has version {version}, and this module reads version {JournalFormat.Version}: use a newer module.");

    internal static JournalException Damaged(string path, long line, string what) => new(
        JournalProblem.Damaged, path, $"Line {line} of the journal '{path}' {what}. Nothing is taken from it and what follows.", line);

    internal static JournalException SavedAnew(string path, long line, string what) => new(
        JournalProblem.Damaged,
        path,
        $"The journal '{path}' was saved by another program: line {line} {what}.",
        line);

    internal static JournalException InUse(string path) => new(
        JournalProblem.InUse, path, $"Another run writes to the journal '{path}'.");

    internal static JournalException OtherChange(string path, JournalChange latest) => new(
        JournalProblem.OtherChange,
        path,
        latest.Undoes is { } undone
            ? $"The latest change of the journal '{path}', number {latest.Number}, takes back number {undone} and did not come to its end. "
                + "It is gone on with from the journal alone. The journal was left as it is."
            : $"The latest change of the journal '{path}', number {latest.Number}, is '{latest.Action}' and did not come to its end. "
                + "The journal was left as it is.");

    public static JournalException NoSuchChange(string path, int change, int latest) => new(
        JournalProblem.NoSuchChange, path, $"The journal '{path}' has no change {change}: its latest one is number {latest}.");

    internal static JournalException GivenNotKnown(string path, Ipv6Target target) => new(
        JournalProblem.NotFinished,
        path,
        $"The journal '{path}' does not know what the service gave for {target}: the answer of the call was lost. It was left as it is.");

    internal static JournalException CannotOpen(string path, Exception inner) => new(
        JournalProblem.CannotOpen, path, $"The journal '{path}' cannot be opened: {inner.Message}", inner: inner);

    internal static JournalException CannotWrite(string path, Exception inner) => new(
        JournalProblem.CannotWrite,
        path,
        $"The journal '{path}' cannot be written any more: {inner.Message} Nothing more is sent. The journal has each call that was sent, "
            + "and what became of each target until now. What becomes known later is reported and not recorded: the journal shows these "
            + "targets as Unknown.",
        inner: inner);

    internal static JournalException Displaced(string path, string what) => new(
        JournalProblem.Displaced,
        path,
        $"The journal '{path}' is not what this run wrote any more: {what}. Nothing more is sent. What became of each target is reported; "
            + "what is under that name does not show it.");

    /// <summary>Copies the exception. Each throw of one instance adds to its stack trace, and thousands of targets can fail with it.</summary>
    internal JournalException Copy() => new(Problem, Path, Message, Line, InnerException);
}
