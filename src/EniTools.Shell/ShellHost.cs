using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace EniTools.Shell;

/// <summary>The application around the engine: its name, its user interface, and its end.</summary>
internal sealed class ShellHost(bool nonInteractive) : PSHost
{
    public ShellUserInterface UserInterface { get; } = new(nonInteractive);

    /// <summary>What 'exit' named; null while it was not called.</summary>
    public int? ExitCode { get; private set; }

    public override PSHostUserInterface UI => UserInterface;

    public override string Name => "EniTools.Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version ?? new Version();

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode ??= exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    // A native command has the same console as its input and output; nothing is to be put aside for it.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
