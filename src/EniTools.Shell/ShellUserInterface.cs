using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EniTools.Shell;

/// <summary>Writes the streams to the console, and asks.</summary>
internal sealed class ShellUserInterface(bool nonInteractive) : PSHostUserInterface
{
    private readonly ProgressLine _progress = new();
    private readonly bool _plainOutput = Console.IsOutputRedirected || IsColorUnwanted;
    private readonly bool _plainErrors = Console.IsErrorRedirected || IsColorUnwanted;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => !_plainOutput;

    private static bool IsColorUnwanted => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether everything that is written is about an error.</summary>
    public bool WritesErrors { get; set; }

    public override void Write(string value)
    {
        _progress.Clear();
        if (WritesErrors)
        {
            Console.Error.Write(GetOutputString(value, !_plainErrors));
            return;
        }

        Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        Console.Error.WriteLine(GetOutputString(value, !_plainErrors));
    }

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>Takes the progress line away, for a command that ended without doing so.</summary>
    public void EndProgress() => _progress.Clear();

    public override string ReadLine()
    {
        var line = ReadInput();
        // Nobody typed it, so the answer and its line's end are not on the screen yet.
        if (Console.IsInputRedirected)
            WriteLine(line);
        return line;
    }

    public override SecureString ReadLineAsSecureString()
    {
        CheckMayAsk();
        if (Console.IsInputRedirected)
            return ToSecureString(ReadInput());
        var text = new SecureString();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
                text.AppendChar(key.KeyChar);
            else if (text.Length > 0)
                text.RemoveAt(text.Length - 1);
        }

        Console.Out.WriteLine();
        return text;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteCaption(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Write(field.Name + ": ");
            var isSecret = field.ParameterTypeFullName == typeof(SecureString).FullName;
            answers.Add(field.Name, isSecret ? PSObject.AsPSObject(ReadLineAsSecureString()) : PSObject.AsPSObject(ReadLine()));
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteCaption(caption, message);
        var menu = choices.Select(choice => new Choice(choice)).ToList();
        while (true)
        {
            foreach (var choice in menu)
                Write($"[{choice.Key}] {choice.Label}  ");
            Write(defaultChoice >= 0 ? $"[?] Help (default is \"{menu[defaultChoice].Key}\"):" : "[?] Help:");

            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            var chosen = menu.FindIndex(choice => choice.IsNamed(answer));
            if (chosen >= 0)
                return chosen;
            if (answer != "?")
                continue;
            foreach (var choice in menu)
                WriteLine($"{choice.Key} - {choice.Help}");
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteCaption(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private string ReadInput()
    {
        CheckMayAsk();
        _progress.Clear();
        Console.Out.Flush();
        // The end of the input is no answer, and must never be taken for one.
        return Console.In.ReadLine() ?? throw new HostException("The input has ended, so nothing can be asked.");
    }

    private void CheckMayAsk()
    {
        if (nonInteractive)
            throw new HostException("The Shell was started with -NonInteractive and does not ask.");
    }

    // A question that may not be asked is not shown either.
    private void WriteCaption(string caption, string message)
    {
        CheckMayAsk();
        WriteLine("");
        if (!string.IsNullOrEmpty(caption))
            WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            WriteLine(message);
    }

    private static SecureString ToSecureString(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
            secure.AppendChar(c);
        return secure;
    }

    /// <summary>A choice, whose key is the letter after the ampersand of its label.</summary>
    private sealed class Choice(ChoiceDescription description)
    {
        public string Label { get; } = description.Label.Replace("&", "", StringComparison.Ordinal);

        public string Help { get; } = description.HelpMessage;

        public string Key { get; } = description.Label.IndexOf('&', StringComparison.Ordinal) is >= 0 and var at && at + 1 < description.Label.Length
            ? description.Label.Substring(at + 1, 1).ToUpperInvariant()
            : description.Label;

        public bool IsNamed(string answer) =>
            answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(Label, StringComparison.OrdinalIgnoreCase);
    }
}
