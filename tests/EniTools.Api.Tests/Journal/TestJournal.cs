using EniTools.Api.Changes;
using EniTools.Api.Files;
using EniTools.Api.Journal;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Journal;

/// <summary>A journal in a folder of a test's own.</summary>
internal sealed class TestJournal : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

    public TestJournal() => FilePath = Path.Combine(_folder.FullName, "run.jsonl");

    public static JournalAccount Account { get; } = new("tests", "1000000000000001", null);

    public static DateTimeOffset Time { get; } = new(2026, 11, 27, 12, 0, 0, 250, TimeSpan.Zero);

    public string Folder => _folder.FullName;

    public string FilePath { get; }

    public UnixFileMode? Mode => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(FilePath);

    public byte[] Bytes
    {
        get => BytesOf(FilePath);
        set => File.WriteAllBytes(FilePath, value);
    }

    /// <summary>The content of a file that a run may have: on Windows only a reader that lets others write may open it then.</summary>
    public static byte[] BytesOf(string path)
    {
        using var file = RegularFile.OpenToRead(path);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    public static Ipv6Target Target(int number) =>
        new("cn-hangzhou", $"eni-{number / 10}", new Ipv6Item(new Ipv6Address(0x20010db8_00000000, (ulong)number)));

    public static JournalRun Run(ChangeAction action = ChangeAction.Remove) =>
        new() { Action = action, Command = "tests", ModuleVersion = "1.0", Time = Time };

    public static ChangeOutcome Outcome(Ipv6Target target, ChangeStatus status) => new()
    {
        Target = target,
        Status = status,
        RequestId = "11111111-2222-3333-4444-AAAAAAAAAAAA",
        Attempts = 1,
        Time = Time,
    };

    public ChangeJournal Open(ChangeAction action = ChangeAction.Remove) => ChangeJournal.Open(FilePath, Run(action));

    public JournalState Read() => JournalState.Read(FilePath);

    /// <summary>Each target and what is known of it.</summary>
    public string Shown() => string.Join(" ", Read().Targets().Select(target => $"{target.Number}:{target.Status}"));

    public void SetFolderMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, mode);
    }

    public void Dispose()
    {
        SetFolderMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Delete(recursive: true);
    }
}
