using System.Globalization;
using System.Text;
using EniTools.Api.Files;

namespace EniTools.Api.Tests.Files;

/// <summary>A file with one writer: who has it, and how its content is replaced as a whole.</summary>
public sealed class LockedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

    private string FilePath => Path.Combine(_folder.FullName, "world.json");

    // As others read the file while it is locked: on Windows only a reader that lets others write may.
    private string Text
    {
        get
        {
            using var reader = new StreamReader(RegularFile.OpenToRead(FilePath));
            return reader.ReadToEnd();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Where_a_system_knows_only_locks_of_whole_files_they_keep_writers_out_and_our_readers_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the share mode is the lock.");
        File.WriteAllText(FilePath, "content");
        using (var first = RegularFile.Open(FilePath, FileAccess.ReadWrite, FileShare.Read))
        {
            Assert.True(Unix.TryLock(first.SafeFileHandle, FilePath, forcesWhole: true));
            using var second = RegularFile.Open(FilePath, FileAccess.ReadWrite, FileShare.Read);
            Assert.False(Unix.TryLock(second.SafeFileHandle, FilePath, forcesWhole: true));
            using var reader = RegularFile.OpenToRead(FilePath);
            Assert.True(Unix.IsLocked(reader.SafeFileHandle, forcesWhole: true));
            Assert.Equal('c', reader.ReadByte());
            Unix.Unlock(first.SafeFileHandle);
        }

        using var after = RegularFile.OpenToRead(FilePath);
        Assert.False(Unix.IsLocked(after.SafeFileHandle, forcesWhole: true));
    }

    [Fact]
    public void The_lock_goes_with_the_content_that_replaces_another_and_rights_stay()
    {
        File.WriteAllText(FilePath, "first");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(FilePath);
        using (var file = LockedFile.TryOpen(FilePath, isPrivate: false)!)
        {
            for (var time = 1; time <= 3; time++)
            {
                var text = $"content {time}";
                file.Replace(stream => stream.Write(Encoding.ASCII.GetBytes(text)));

                Assert.Equal(text, Text);
                Assert.Null(LockedFile.TryOpen(FilePath, isPrivate: false));
                Assert.True(LockedFile.IsLocked(FilePath));
            }
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(mode, File.GetUnixFileMode(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_folder.FullName));
        LockedFile.TryOpen(FilePath, isPrivate: false)!.Dispose();
    }

    [Fact]
    public async Task Of_many_that_replace_it_in_turn_one_has_it_at_a_time()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the lock is free for a moment while the content is replaced.");
        File.WriteAllText(FilePath, "0");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var done = 0; done < 50;)
            {
                using var file = LockedFile.TryOpen(FilePath, isPrivate: false);
                if (file is null)
                    continue;
                var next = int.Parse(Text, CultureInfo.InvariantCulture) + 1;
                file.Replace(stream => stream.Write(Encoding.ASCII.GetBytes($"{next}")));
                done++;
            }
        })));

        Assert.Equal("200", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_replacement_that_fails_leaves_the_old_content_and_nothing_else()
    {
        File.WriteAllText(FilePath, "old");
        using (var file = LockedFile.TryOpen(FilePath, isPrivate: false)!)
        {
            Assert.Throws<IOException>(() => file.Replace(stream =>
            {
                stream.WriteByte(1);
                throw new IOException("No space left on device");
            }));
            Assert.Equal([FilePath], Directory.GetFiles(_folder.FullName));
            Assert.Equal("old", Text);
            file.Replace(stream => stream.WriteByte((byte)'n'));
        }

        Assert.Equal("n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Another_file_of_that_name_is_not_replaced_and_a_link_stays_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the file cannot be touched while it is open.");
        var target = Path.Combine(_folder.FullName, "target.json");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(FilePath, target);
        using var file = LockedFile.TryOpen(FilePath, isPrivate: false)!;

        file.Replace(stream => stream.WriteByte((byte)'n'));
        Assert.Equal((target, "n"), (new FileInfo(FilePath).LinkTarget, File.ReadAllText(target)));

        File.Delete(FilePath);
        File.WriteAllText(FilePath, "somebody else's");
        var problem = Assert.Throws<IOException>(() => file.Replace(stream => stream.WriteByte((byte)'m')));
        Assert.Contains("another file has its name", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("somebody else's", "n"), (File.ReadAllText(FilePath), File.ReadAllText(target)));
    }
}
