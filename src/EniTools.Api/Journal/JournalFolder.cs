using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>A folder of journals, in which runs name their own.</summary>
internal static class JournalFolder
{
    public const string Ending = ".jsonl";

    /// <summary>Gets the names of the journals in a folder, in order. Names that runs made are ordered by time.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. Directory.GetFiles(folder, $"*{Ending}").Where(IsJournal).Select(Path.GetFileName)
            .OrderBy(name => name, StringComparer.Ordinal)];

    private static bool IsJournal(string path)
    {
        try
        {
            using var stream = RegularFile.OpenToRead(path);
            var beginning = new byte[JournalFormat.Beginning.Length];
            var length = stream.Read(beginning, 0, beginning.Length);
            return System.Text.Encoding.ASCII.GetString(beginning, 0, length) == JournalFormat.Beginning;
        }
        catch (Exception exception) when (ChangeJournal.IsOfFiles(exception))
        {
            return false;
        }
    }
}
