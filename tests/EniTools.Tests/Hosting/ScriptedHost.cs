using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EniTools.Tests.Hosting;

/// <summary>A host that answers confirmation prompts from a list, or cannot prompt when it has none.</summary>
internal sealed class ScriptedHost(params IEnumerable<string> answers) : PSHost
{
    private readonly ScriptedUserInterface _ui = new(answers);

    /// <summary>The questions that were asked.</summary>
    public IReadOnlyList<string> Questions => _ui.Questions;

    /// <summary>The lines that were written past the streams, such as what-if messages.</summary>
    public IReadOnlyList<string> Lines => _ui.Lines;

    /// <summary>The warnings that were shown, those written past the streams among them.</summary>
    public IReadOnlyList<string> Warnings => _ui.Warnings;

    public override PSHostUserInterface UI => _ui;

    public override string Name => "EniTools tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class ScriptedUserInterface(IEnumerable<string> answers) : PSHostUserInterface
    {
        private readonly Queue<string> _answers = new(answers);
        private readonly List<string> _questions = [];
        private readonly List<string> _lines = [];
        private readonly List<string> _warnings = [];

        public IReadOnlyList<string> Warnings => _warnings;

        public IReadOnlyList<string> Questions => _questions;

        public IReadOnlyList<string> Lines => _lines;

        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            _questions.Add(message);
            if (_answers.Count == 0)
                throw new HostException("This host cannot prompt.");
            var answer = _answers.Dequeue();
            var index = choices.ToList().FindIndex(choice => choice.Label.Replace("&", "", StringComparison.Ordinal) == answer);
            return index >= 0 ? index : throw new HostException($"There is no choice '{answer}'.");
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new HostException("This host cannot prompt.");

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new HostException("This host cannot prompt.");

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options) =>
            throw new HostException("This host cannot prompt.");

        public override string ReadLine() => throw new HostException("This host cannot prompt.");

        public override SecureString ReadLineAsSecureString() => throw new HostException("This host cannot prompt.");

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        {
        }

        public override void Write(string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteLine(string value) => _lines.Add(value);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message) => _warnings.Add(message);
    }
}
