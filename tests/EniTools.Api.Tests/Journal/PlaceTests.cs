using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using static EniTools.Api.Tests.Journal.TestJournal;

namespace EniTools.Api.Tests.Journal;

/// <summary>A journal as a file among others: its names, links, rights and kind, and what is done to it while a run writes.</summary>
public sealed class PlaceTests : IDisposable
{
    private const string NoLinks = "Links and rights are another matter there.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestJournal _file = new();

    private string Other => Path.Combine(_file.Folder, "other.jsonl");

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("a symbolic link")]
    [InlineData("a hard link")]
    [InlineData("a link to the folder")]
    [InlineData("a longer way")]
    public async Task A_file_has_one_writer_whatever_it_is_called(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        var other = OtherName(name);
        using (var journal = _file.Open())
        {
            await journal.For(Account).IntendAsync([Target(1)], null, 1, Time);

            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => ChangeJournal.Open(other, Run())).Problem);
            Assert.True(ChangeJournal.IsInUse(other));
            var known = JournalState.Read(other, TestContext.Current.CancellationToken).Targets();
            Assert.Equal(JournalStatus.Unknown, Assert.Single(known).Status);
            Assert.NotEmpty(await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        }

        Assert.False(ChangeJournal.IsInUse(other));
        ChangeJournal.Open(other, Run()).Dispose();
    }

    [Fact]
    public async Task What_lies_beside_it_is_nobodys_business()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        var precious = Path.Combine(_file.Folder, "precious.txt");
        File.WriteAllText(precious, "precious");
        File.CreateSymbolicLink(_file.FilePath + ".lock", precious);
        File.WriteAllText(Other + ".lock", "mine");

        foreach (var path in new[] { _file.FilePath, Other })
        {
            using var journal = ChangeJournal.Open(path, Run());
            await journal.For(Account).IntendAsync([Target(1)], null, 1, Time);
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => ChangeJournal.Open(path, Run())).Problem);
        }

        Assert.Equal(("precious", "mine"), (File.ReadAllText(precious), File.ReadAllText(Other + ".lock")));
        Assert.Equal(5, Directory.GetFiles(_file.Folder).Length);
    }

    [Theory]
    [InlineData("a pipe (FIFO)")]
    [InlineData("a socket")]
    [InlineData("a folder")]
    [InlineData("a device")]
    public async Task What_is_not_a_regular_file_is_refused_at_once_and_left_as_it_is(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (kind)
        {
            case "a pipe (FIFO)":
                Assert.Equal(0, Shell($"mkfifo '{_file.FilePath}'"));
                break;
            case "a socket":
                socket.Bind(new UnixDomainSocketEndPoint(_file.FilePath));
                break;
            case "a folder":
                Directory.CreateDirectory(_file.FilePath);
                break;
            default:
                // As /dev/null is.
                Assert.SkipUnless(Shell($"mknod '{_file.FilePath}' c 1 3 2> /dev/null") == 0, "No device can be made here.");
                break;
        }

        var before = Listed();
        Action[] uses =
        [
            () => _file.Open().Dispose(),
            () => ChangeJournal.Open(_file.FilePath, Run(), isPreview: true).Dispose(),
            () => ChangeJournal.OpenExisting(_file.FilePath, _ => Run()).Dispose(),
            () => _file.Read(),
        ];
        // A preview takes a folder for a file that is not there yet; cmdlets do not come so far.
        foreach (var use in kind == "a folder" ? uses.Where(use => use != uses[1] && use != uses[2]) : uses)
        {
            var refused = Task.Run(use, TestContext.Current.CancellationToken);
            var problem = await Assert.ThrowsAsync<JournalException>(
                () => refused.WaitAsync(Patience, TestContext.Current.CancellationToken));
            Assert.Equal(JournalProblem.CannotOpen, problem.Problem);
            Assert.Contains($"is {kind}, and not a regular file", problem.Message, StringComparison.Ordinal);
        }

        Assert.False(ChangeJournal.IsInUse(_file.FilePath));
        Assert.Equal(before, Listed());
    }

    [Fact]
    public void An_empty_file_of_the_user_is_written_to_and_never_deleted()
    {
        File.WriteAllBytes(_file.FilePath, []);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_file.FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var mode = _file.Mode;

        _file.Open().Dispose();
        Assert.Empty(_file.Bytes);
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);

        Assert.Equal("1:NotSent", _file.Shown());
        Assert.Equal(mode, _file.Mode);
    }

    [Fact]
    public void A_file_at_the_end_of_dangling_links_is_private_too_and_gone_after_a_run_that_does_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        File.CreateSymbolicLink(_file.FilePath, "between.jsonl");
        File.CreateSymbolicLink(Path.Combine(_file.Folder, "between.jsonl"), Other);

        using (_file.Open())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _file.Mode);

        Assert.False(File.Exists(Other));
        Assert.Equal("between.jsonl", new FileInfo(_file.FilePath).LinkTarget);
    }

    [Fact]
    public void A_link_is_followed_from_where_it_really_lies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        Assert.Equal(
            0, Shell($"cd '{_file.Folder}' && mkdir -p real/deep && ln -s real/deep way && ln -s ../end.jsonl real/deep/run.jsonl"));

        using (var journal = ChangeJournal.Open(Path.Combine(_file.Folder, "way", "run.jsonl"), Run()))
            journal.For(Account).TakeIn(Target(1), out _);

        Assert.True(File.Exists(Path.Combine(_file.Folder, "real", "end.jsonl")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_file.Folder, "real"), "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("666")]
    [InlineData("660")]
    [InlineData("602")]
    public void A_journal_that_others_may_write_is_refused_with_the_command_that_mends_it(string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoLinks);
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        Assert.Equal(0, Shell($"chmod {mode} '{_file.FilePath}'"));
        var before = _file.Bytes;

        var problems = Refusals();

        Assert.All(problems, problem => Assert.Contains("Other users may write to it", problem.Message, StringComparison.Ordinal));
        Assert.Equal(before, _file.Bytes);
        // Who only looks does nothing in anybody's name.
        Assert.Equal("1:NotSent", _file.Shown());

        Assert.Equal(0, Shell(CommandOf(problems[0])));
        _file.Open().Dispose();
    }

    [Fact]
    public void A_journal_of_another_user_is_refused_with_the_command_that_mends_it()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "No file of another user can be made here.");
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        Assert.Equal(0, Shell($"chown 65534 '{_file.FilePath}'"));

        var problems = Refusals();

        Assert.All(
            problems,
            problem => Assert.Contains("belongs to the user with the number 65534", problem.Message, StringComparison.Ordinal));
        Assert.Equal("1:NotSent", _file.Shown());
        Assert.Equal(0, Shell(CommandOf(problems[0]).Replace("sudo ", "", StringComparison.Ordinal)));
        _file.Open().Dispose();
    }

    [Theory]
    [InlineData("rm run.jsonl", "deleted or moved")]
    [InlineData("mv run.jsonl other.jsonl", "deleted or moved")]
    [InlineData("cp run.jsonl other.jsonl && mv other.jsonl run.jsonl", "another file has its name")]
    [InlineData(": > run.jsonl", "shortened")]
    [InlineData("echo more >> run.jsonl", "another program has written to it")]
    public async Task When_the_file_is_not_the_one_that_is_written_nothing_counts_as_written_any_more(string done, string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the file cannot be touched while a run has it.");
        using var journal = _file.Open();
        var account = journal.For(Account);
        await account.IntendAsync([Target(1)], null, 1, Time);

        Assert.Equal(0, Shell($"cd '{_file.Folder}' && {done}"));
        var before = File.Exists(_file.FilePath) ? _file.Bytes : null;

        var failure = await Assert.ThrowsAsync<JournalException>(() => account.IntendAsync([Target(2)], null, 1, Time));
        Assert.Equal(JournalProblem.Displaced, failure.Problem);
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<JournalException>(() => account.SettleAsync(Outcome(Target(1), ChangeStatus.Removed)));
        Assert.Equal((failure.Problem, failure.Message), (again.Problem, again.Message));
        Assert.Equal(before, File.Exists(_file.FilePath) ? _file.Bytes : null);
    }

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "more than 32 deep")]
    [InlineData(1_000_000, "more than 32 deep")]
    public void Lists_in_lists_have_a_limit(int depth, string? problem)
    {
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        var check = _file.Read().Check;
        var line = Encoding.ASCII.GetBytes(
            $"{{\"type\":\"input\",\"target\":2,\"account\":0,\"region\":\"r\",\"eni\":\"eni-a\",\"item\":\"2001:db8::1\",\"later\":"
                + $"{new string('[', depth)}{new string(']', depth)}");
        check = JournalFormat.Check(check, line, 0, line.Length);
        _file.Bytes = [.. _file.Bytes, .. line, .. Encoding.ASCII.GetBytes($",\"crc\":\"{check:x8}\"}}\n")];

        if (problem is null)
            Assert.Equal("1:NotSent 2:NotSent", _file.Shown());
        else
            Assert.Contains(problem, _file.Read().Damage!.Message, StringComparison.Ordinal);
    }

    private static int Shell(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        shell.WaitForExit();
        return shell.ExitCode;
    }

    // The command is the last that a message says.
    private static string CommandOf(JournalException problem) => problem.Message.Split(": ")[^1];

    private List<JournalException> Refusals() =>
    [
        Assert.Throws<JournalException>(() => _file.Open()),
        Assert.Throws<JournalException>(() => ChangeJournal.Open(_file.FilePath, Run(), isPreview: true)),
        Assert.Throws<JournalException>(() => ChangeJournal.OpenExisting(_file.FilePath, _ => Run())),
    ];

    private string Listed()
    {
        using var list = Process.Start(new ProcessStartInfo("ls", ["-lA", _file.Folder]) { RedirectStandardOutput = true })!;
        return list.StandardOutput.ReadToEnd();
    }

    private string OtherName(string name)
    {
        switch (name)
        {
            case "a symbolic link":
                File.CreateSymbolicLink(Other, _file.FilePath);
                return Other;
            case "a hard link":
                Assert.Equal(0, Shell($"ln '{_file.FilePath}' '{Other}'"));
                return Other;
            case "a link to the folder":
                var folder = Path.Combine(_file.Folder, "folder");
                Directory.CreateSymbolicLink(folder, _file.Folder);
                return Path.Combine(folder, "run.jsonl");
            default:
                return Path.Combine(_file.Folder, ".", "..", Path.GetFileName(_file.Folder), "run.jsonl");
        }
    }
}
