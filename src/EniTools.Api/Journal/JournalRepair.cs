using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>Makes a new journal of the lines of a damaged one that are certain. The damaged one stays as it is.</summary>
internal static class JournalRepair
{
    /// <summary>
    /// Copies the whole lines before the damage, and notes that lines were lost after them. Where only the encoding or the line ends were
    /// changed, no line is lost.
    /// </summary>
    /// <param name="path">The damaged journal.</param>
    /// <param name="newPath">The new file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The content of the new journal; null if the first one is not damaged, so that nothing is written.</returns>
    /// <exception cref="JournalException">There is no journal, no line of it is whole, or the new file exists or cannot be written.</exception>
    public static JournalState? Copy(string path, string newPath, CancellationToken cancellationToken = default)
    {
        using var text = ChangeJournal.Reading(path, () => new PlainText(RegularFile.OpenToRead(path)));
        var state = ChangeJournal.Reading(path, () => JournalState.Read(text, path, cancellationToken));
        if (state.Damage is null && text.IsAsRead)
            return null;
        if (ChangeJournal.IsInUse(path))
            throw JournalException.InUse(path);
        if (state.Latest is null)
            throw JournalException.NotAJournal(path);
        try
        {
            using var created = PrivateFile.TryOpen(newPath) ?? throw JournalException.InUse(newPath);
            if (!created.IsNew)
                throw new IOException("There is such a file already.");
            try
            {
                text.Position = 0;
                CopyBytes(text, created.Stream, state.WholeLength, cancellationToken);
                if (state.Damage is not null)
                    AddLost(created.Stream, state.Check);
                created.Stream.Flush(flushToDisk: true);
            }
            catch
            {
                // A part of it would claim too much. An empty file that is new goes with its handle.
                created.Stream.SetLength(0);
                throw;
            }
        }
        catch (Exception exception) when (ChangeJournal.IsOfFiles(exception))
        {
            throw JournalException.CannotOpen(newPath, exception);
        }

        return JournalState.Read(newPath, cancellationToken);
    }

    private static void CopyBytes(Stream from, Stream to, long count, CancellationToken cancellationToken)
    {
        var bytes = new byte[128 * 1024];
        while (count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = from.Read(bytes, 0, (int)Math.Min(bytes.Length, count));
            if (read == 0)
                throw new EndOfStreamException("The journal became shorter.");
            to.Write(bytes, 0, read);
            count -= read;
        }
    }

    private static void AddLost(Stream to, uint check)
    {
        var lines = new JournalLines();
        lines.Begin("lost");
        lines.With("time", DateTimeOffset.UtcNow);
        lines.End(check);
        to.Write(lines.Bytes, 0, lines.Length);
    }
}
