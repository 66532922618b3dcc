using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Sources;

/// <summary>A key that a program writes to its standard output. No shell reads the command, and nothing that the program writes is ever shown.</summary>
internal sealed record ExternalProcess(HostEnvironment Host, string Command) : KeyFetch
{
    private const string Remedy =
        "Run the process_command of the profile by hand and correct it: it must write the JSON of an AK or StsToken profile.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Process.Kill(entireProcessTree). .NET Framework does not have it: there, only the program itself is ended.
    private static readonly Action<Process, bool>? EndWithChildren = typeof(Process).GetMethod("Kill", [typeof(bool)]) is { } kill
        ? (Action<Process, bool>)Delegate.CreateDelegate(typeof(Action<Process, bool>), kill)
        : null;

    public override string Provider => "external";

    public override TimeSpan Margin => TimeSpan.FromMinutes(3);

    public override async Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken)
    {
        var words = Words(Command);
        if (words.Count == 0)
            throw new CredentialException("The profile's process_command is empty.", Remedy);

        var output = await RunAsync(words, cancellationToken).ConfigureAwait(false);
        if (!JsonObject.TryParse(output, out var members))
            throw Failure("did not write a JSON object");
        if (!IsKeyMode(members.Text("mode")))
            throw Failure("wrote a mode that is neither AK nor StsToken");
        if (members.Text("access_key_id") is not { } id || members.Text("access_key_secret") is not { } secret)
            throw Failure("wrote no access_key_id and access_key_secret");
        return TemporaryKey.Create(id, secret, members.Text("sts_token"), members.Text("expiration"), "the external process");
    }

    private static bool IsKeyMode(string? mode) =>
        string.Equals(mode, "AK", StringComparison.OrdinalIgnoreCase)
        || string.Equals(mode, "StsToken", StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a command at white space outside single or double quotes.</summary>
    internal static IReadOnlyList<string> Words(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var c in command)
        {
            if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    private async Task<string> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo(words[0], string.Join(" ", words.Skip(1).Select(Quoted)))
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult(true);
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw Failure("could not be started");
        }

        process.StandardInput.Close();
        var output = ReadAsync(process.StandardOutput);
        var all = Task.WhenAll(ended.Task, output, process.StandardError.BaseStream.CopyToAsync(Stream.Null));
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (await Task.WhenAny(all, Host.Clock.DelayAsync(Limit, wait.Token)).ConfigureAwait(false) != all)
        {
            End(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure($"took longer than {Limit.TotalSeconds} s");
        }

        wait.Cancel();
        await all.ConfigureAwait(false);
        return process.ExitCode == 0 ? await output.ConfigureAwait(false) : throw Failure($"ended with exit code {process.ExitCode}");
    }

    // Output too long for a key is read and dropped, so that a program that never stops writing costs no memory.
    private static async Task<string> ReadAsync(StreamReader output)
    {
        var text = new StringBuilder();
        var part = new char[4096];
        for (int count; (count = await output.ReadAsync(part, 0, part.Length).ConfigureAwait(false)) > 0;)
        {
            if (text.Length <= ReadLimits.MaxProgramCharacters)
                text.Append(part, 0, count);
        }

        return text.ToString();
    }

    private static void End(Process process)
    {
        try
        {
            if (EndWithChildren is null)
                process.Kill();
            else
                EndWithChildren(process, true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It or one of its children has ended by itself.
        }
    }

    // As the runtime of every platform splits it: with quotes escaped, and the backslashes before them.
    private static string Quoted(string word)
    {
        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in word)
        {
            if (c == '"')
                text.Append('\\', backslashes + 1);
            backslashes = c == '\\' ? backslashes + 1 : 0;
            text.Append(c);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }

    private static CredentialException Failure(string what) => new($"The external process {what}.", Remedy);
}
