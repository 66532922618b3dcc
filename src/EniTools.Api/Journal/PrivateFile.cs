using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>Opens files that only their user can have written: what a journal says is done in that user's name.</summary>
/// <remarks>On Windows the rights of a file that exists are not checked.</remarks>
internal static class PrivateFile
{
    private const int OthersWrite = 0x12;

    /// <summary>Opens a file for its one writer, or creates it for its user alone.</summary>
    /// <returns>Null if another writer has it.</returns>
    /// <exception cref="UnauthorizedAccessException">The file is another user's, or others may write to it.</exception>
    public static LockedFile? TryOpen(string path)
    {
        var file = LockedFile.TryOpen(path, isPrivate: true);
        try
        {
            Check(file?.Facts, path);
            return file;
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file to read, under the same rules.</summary>
    /// <exception cref="UnauthorizedAccessException">The file is another user's, or others may write to it.</exception>
    public static FileStream OpenToRead(string path)
    {
        var stream = RegularFile.OpenToRead(path);
        try
        {
            Check(Unix.IsHere ? Unix.FactsOf(stream.SafeFileHandle) : null, path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void Check(FileFacts? facts, string path)
    {
        if (facts is not { } known)
            return;
        var user = Unix.User;
        if (known.Owner != user)
        {
            throw new UnauthorizedAccessException(
                $"It belongs to the user with the number {known.Owner}, who may have written what would be done in your name. "
                    + $"When you know what it says, make it yours: sudo chown {user} {Quoted(path)} && chmod 600 {Quoted(path)}");
        }

        if ((known.Mode & OthersWrite) != 0)
        {
            throw new UnauthorizedAccessException(
                "Other users may write to it, and what they write would be done in your name. When you know what it says, close it: "
                    + $"chmod 600 {Quoted(path)}");
        }
    }

    // As a shell reads it.
    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''")}'";
}
