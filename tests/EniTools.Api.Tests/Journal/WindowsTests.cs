using System.Security.AccessControl;
using System.Security.Principal;
using EniTools.Api.Journal;
using static EniTools.Api.Tests.Journal.TestJournal;

namespace EniTools.Api.Tests.Journal;

/// <summary>A journal on Windows: names that mean something else there, shares, rights, and programs that have the file open.</summary>
public sealed class WindowsTests : IDisposable
{
    private readonly TestJournal _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_path_beyond_260_characters_is_a_place_like_any_other()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_file.Folder, new string('a', 150), new string('b', 150)));

        await CheckPlaceAsync(Path.Combine(folder.FullName, "run.jsonl"));
    }

    [Fact]
    public async Task A_folder_that_another_machine_shares_is_a_place_like_any_other()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "There are no such paths here.");
        // tests/Windows/run.sh makes a share under Wine; on Windows itself, administrators have this one.
        var share = Environment.GetEnvironmentVariable("ENITOOLS_SHARE") ?? $@"\\localhost\{_file.Folder.Replace(':', '$')}";
        Assert.SkipUnless(Directory.Exists(share), "This user has no share.");
        var folder = Directory.CreateDirectory(Path.Combine(share, Path.GetRandomFileName()));
        try
        {
            await CheckPlaceAsync(Path.Combine(folder.FullName, "run.jsonl"));
            var deep = Directory.CreateDirectory(Path.Combine(folder.FullName, new string('a', 150), new string('b', 150)));
            await CheckPlaceAsync(Path.Combine(deep.FullName, "run.jsonl"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("RUN.JSONL")]
    [InlineData("run.jsonl.")]
    [InlineData("run.jsonl ")]
    [InlineData("./run.jsonl")]
    public async Task Another_spelling_of_the_name_is_the_same_journal(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "There each of them is another file, or PlaceTests has it.");
        using var journal = _file.Open();
        await journal.For(Account).IntendAsync([Target(1)], null, 1, Time);
        var other = $"{_file.Folder}/{name}";

        Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => ChangeJournal.Open(other, Run())).Problem);
        Assert.Equal(JournalStatus.Unknown, Assert.Single(JournalState.Read(other, CancellationToken.None).Targets()).Status);
        Assert.Equal([_file.FilePath], Directory.GetFiles(_file.Folder));
    }

    [Theory]
    [InlineData("NUL")]
    [InlineData("nul")]
    [InlineData("con.jsonl")]
    [InlineData("CONOUT$")]
    public void The_name_of_a_device_is_refused(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "These are names like any others.");

        // Later versions of Windows take con.jsonl in a folder for a file, which is as good.
        if (Record.Exception(() => ChangeJournal.Open(Path.Combine(_file.Folder, name), Run()).Dispose()) is { } problem)
            Assert.Equal(JournalProblem.CannotOpen, Assert.IsType<JournalException>(problem).Problem);

        Assert.Empty(Directory.GetFiles(_file.Folder));
    }

    [Theory]
    [InlineData(FileShare.None, "used by another process")]
    [InlineData(FileShare.Read, "Another program has")]
    public void A_viewer_that_keeps_others_out_is_not_taken_for_a_run(FileShare share, string problem)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "A reader keeps nobody out here.");
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        using (new FileStream(_file.FilePath, FileMode.Open, FileAccess.Read, share))
        {
            var refused = Assert.Throws<JournalException>(() => _file.Open());

            Assert.Equal(JournalProblem.CannotOpen, refused.Problem);
            Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        }

        _file.Open().Dispose();
        Assert.Equal("1:NotSent", _file.Shown());
    }

    [Fact]
    public void Only_its_user_SYSTEM_and_administrators_have_access_to_it_whatever_its_folder_says()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "WriterTests has its mode.");
        if (!OperatingSystem.IsWindows())
            return;
        var everyone = new SecurityIdentifier(WellKnownSidType.WorldSid, null);
        var folder = new DirectoryInfo(_file.Folder);
        var rights = folder.GetAccessControl();
        rights.AddAccessRule(new FileSystemAccessRule(
            everyone,
            FileSystemRights.FullControl,
            InheritanceFlags.ObjectInherit | InheritanceFlags.ContainerInherit,
            PropagationFlags.None,
            AccessControlType.Allow));
        folder.SetAccessControl(rights);
        using var journal = _file.Open();
        journal.For(Account).TakeIn(Target(1), out _);

        var rules = new FileInfo(_file.FilePath).GetAccessControl().GetAccessRules(true, true, typeof(SecurityIdentifier));

        string[] known =
        [
            WindowsIdentity.GetCurrent().User!.Value,
            new SecurityIdentifier(WellKnownSidType.LocalSystemSid, null).Value,
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null).Value,
        ];
        Assert.NotEmpty(rules);
        foreach (FileSystemAccessRule rule in rules)
            Assert.Contains(rule.IdentityReference.Value, known);
    }

    // One writer, any readers, and nothing that is left.
    private static async Task CheckPlaceAsync(string path)
    {
        using (var journal = ChangeJournal.Open(path, Run()))
        {
            await journal.For(Account).IntendAsync([Target(1)], null, 1, Time);
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => ChangeJournal.Open(path, Run())).Problem);
            Assert.True(ChangeJournal.IsInUse(path));
            Assert.NotEmpty(BytesOf(path));
        }

        Assert.False(ChangeJournal.IsInUse(path));
        Assert.Equal(JournalStatus.Unknown, Assert.Single(JournalState.Read(path, CancellationToken.None).Targets()).Status);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
