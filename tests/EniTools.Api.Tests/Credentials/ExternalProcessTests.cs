using System.Diagnostics;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Sources;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Api.Tests.Credentials;

/// <summary>A program that gives a key has one limit of time for everything, and leaves nothing behind that still runs.</summary>
[Trait("Needs", "Process")]
public sealed class ExternalProcessTests : IDisposable
{
    // Each has a child that holds the pipe open for as long as it lives.
    private const string Waits = "sleep 600 > '$PIPE' & wait";
    private const string ClosesItsOutput = "sleep 600 > '$PIPE' 2>&1 < /dev/null & exec > /dev/null 2>&1; wait";
    private const string WritesItsKeyAndWaits =
        "printf '{\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"}'; sleep 600 > '$PIPE' & wait";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly HttpTransport _http = new("test");
    private readonly StoppedClock _clock = new();

    public static TheoryData<string> Scripts => [Waits, ClosesItsOutput, WritesItsKeyAndWaits];

    private string Pipe => Path.Combine(_folder, "pipe");

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task At_the_limit_it_is_ended_with_its_children_and_the_error_says_so(string script)
    {
        var (fetch, child) = await StartAsync(script, TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(60), _clock.Waited);
        Assert.False(fetch.IsCompleted);

        _clock.Pass();

        var failure = await Assert.ThrowsAsync<CredentialException>(() => fetch.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Contains("took longer than 60 s", failure.Message, StringComparison.Ordinal);
        await child.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task When_it_is_cancelled_nobody_waits_for_it_and_it_is_ended_with_its_children(string script)
    {
        using var stop = new CancellationTokenSource();
        var (fetch, child) = await StartAsync(script, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await child.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("printf '{\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\"s\"}'; exit 3", "ended with exit code 3")]
    [InlineData("printf 'TheSecretThatMustNotShow' >&2; exit 1", "ended with exit code 1")]
    [InlineData("printf '{\"access_key_secret\":\"TheSecretThatMustNotShow\"'", "did not write a JSON object")]
    [InlineData("head -c 5000000 /dev/zero", "did not write a JSON object")]
    [InlineData("printf '{\"mode\":\"RamRoleArn\",\"access_key_secret\":\"TheSecretThatMustNotShow\"}'", "neither AK nor StsToken")]
    [InlineData("printf '{\"mode\":\"AK\",\"access_key_secret\":\"TheSecretThatMustNotShow\"}'", "no access_key_id")]
    [InlineData(
        "printf '{\"mode\":\"AK\",\"access_key_id\":\"id\",\"access_key_secret\":\"TheSecretThatMustNotShow x\"}'", "is not an AccessKey")]
    public async Task What_gives_no_key_is_an_error_that_shows_nothing_of_what_it_wrote(string script, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh is not there.");

        var failure = await Assert.ThrowsAsync<CredentialException>(
            () => Fetch(script, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TheSecretThatMustNotShow", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("  a\t'b c'  \"d 'e'\" ", "a|b c|d 'e'")]
    [InlineData("a''b '' c", "ab||c")]
    [InlineData("C:\\x\\y.exe -p \"C:\\a b\\\\\"", "C:\\x\\y.exe|-p|C:\\a b\\\\")]
    [InlineData(" ", "")]
    public void A_command_is_split_at_white_space_outside_of_quotes(string command, string words) =>
        Assert.Equal(words, string.Join('|', ExternalProcess.Words(command)));

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _http.Dispose();
    }

    // The end of the second task is the end of the child.
    private async Task<(Task<TemporaryKey> Fetch, Task Child)> StartAsync(string script, CancellationToken cancellationToken)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sh is not there.");
        using (var make = Process.Start("mkfifo", Pipe))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);

        var fetch = Fetch(script, cancellationToken);
        // Opens when the child has opened the other end.
        var pipe = await Task.Run(() => File.OpenRead(Pipe), TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (fetch, Task.Run(() => ReadToEnd(pipe), TestContext.Current.CancellationToken));
    }

    private static void ReadToEnd(FileStream pipe)
    {
        using (pipe)
            Assert.Equal(-1, pipe.ReadByte());
    }

    private Task<TemporaryKey> Fetch(string script, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "key.sh");
        File.WriteAllText(file, script.Replace("$PIPE", Pipe, StringComparison.Ordinal));
        var host = new HostEnvironment(_ => null, _folder, _http) { Clock = _clock };
        return new ExternalProcess(host, $"sh '{file}'").FetchAsync(cancellationToken);
    }

    /// <summary>Time that stands still until it is told to pass all that is waited for.</summary>
    private sealed class StoppedClock : IClock
    {
        private readonly TaskCompletionSource _passed = new();

        public TimeSpan Waited { get; private set; }

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch;

        public TimeSpan Elapsed => TimeSpan.Zero;

        public void Pass() => _passed.SetResult();

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            Waited = duration;
            return _passed.Task.WaitAsync(cancellationToken);
        }
    }
}
