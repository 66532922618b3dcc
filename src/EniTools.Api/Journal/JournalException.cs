using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>What is wrong with a journal.</summary>
public enum JournalProblem
{
    /// <summary>It cannot be opened or read, or there is none.</summary>
    CannotOpen,

    /// <summary>The file is something else. It was left as it is.</summary>
    NotAJournal,

    /// <summary>A later version of the module wrote it.</summary>
    LaterVersion,

    /// <summary>A line was changed, or one is missing before it. Nothing is taken from the journal.</summary>
    Damaged,

    /// <summary>Another run writes to it.</summary>
    InUse,

    /// <summary>Its latest change is another one than the run's.</summary>
    OtherChange,

    /// <summary>Its latest change has to be finished before it can be taken back.</summary>
    NotFinished,

    /// <summary>It is about another account or endpoint.</summary>
    OtherAccount,

    /// <summary>It cannot be written any more. Nothing more is sent.</summary>
    CannotWrite,

    /// <summary>The file was deleted, replaced or changed while the run wrote to it. Nothing more is sent.</summary>
    Displaced,
}

/// <summary>A journal cannot be used, or cannot be used any more. The message says what it holds.</summary>
public sealed class JournalException : Exception
{
    internal JournalException(JournalProblem problem, string path, string message, long? line = null, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
        Line = line;
    }

    /// <summary>What is wrong.</summary>
    public JournalProblem Problem { get; }

    /// <summary>The journal.</summary>
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
        JournalProblem.Damaged, path, $"Line {line} of the journal '{path}' {what}. Nothing is taken from a damaged journal.", line);

    internal static JournalException InUse(string path) => new(
        JournalProblem.InUse, path, $"Another run writes to the journal '{path}'.");

    internal static JournalException OtherChange(string path, ChangeAction latest, int? undoes) => new(
        JournalProblem.OtherChange,
        path,
        undoes is null
            ? $"The journal '{path}' is about the opposite change: its latest one is '{latest}'. It was left as it is."
            : $"The latest change of the journal '{path}' takes back number {undoes}, and is gone on with from the journal alone. "
                + "It was left as it is.");

    internal static JournalException NotTheLatest(string path, int latest) => new(
        JournalProblem.OtherChange,
        path,
        $"Only the latest change of the journal '{path}' can be taken back, number {latest}. It was left as it is.");

    internal static JournalException UndoNotFinished(string path, int latest) => new(
        JournalProblem.NotFinished,
        path,
        $"The latest change of the journal '{path}', number {latest}, takes back another one and was cut off. To take it back in its turn "
            + "would be to do the first one again. It was left as it is.");

    internal static JournalException GivenNotKnown(string path, CountRequest request) => new(
        JournalProblem.NotFinished,
        path,
        $"The journal '{path}' does not know what the service gave for {request}: the answer of the call was lost. It was left as it is.");

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
}
