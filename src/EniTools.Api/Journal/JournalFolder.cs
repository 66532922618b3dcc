using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>A folder with journals in it, as runs write them that are given a folder.</summary>
internal static class JournalFolder
{
    /// <summary>The ending of a journal's name.</summary>
    public const string Ending = ".jsonl";

    /// <summary>Gets the names of the journals in a folder, in order: those that runs named themselves by time.</summary>
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
