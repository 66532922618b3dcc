using System.Management.Automation.Language;

namespace EniTools.Shell;

/// <summary>Reads commands and runs them, until 'exit' or the end of the input.</summary>
internal sealed class InteractiveLoop(ShellSession session)
{
    private const string Banner =
        """
        EniTools Shell: the PowerShell engine with the EniTools module loaded, for trying it out.
        Where pwsh is installed, use the module there. 'Get-Command -Module EniTools' lists its cmdlets, 'exit' ends.

        """;

    private const string ContinuationPrompt = ">> ";

    /// <returns>The exit code.</returns>
    public int Run(bool noLogo)
    {
        if (!noLogo)
            Console.WriteLine(Banner);
        while (session.Host.ExitCode is null && ReadStatement() is { } statement)
            session.Run(statement);
        return session.Host.ExitCode ?? 0;
    }

    // A statement may take several lines; an empty one ends it, so that what never becomes whole gets its error.
    private string? ReadStatement()
    {
        Console.Write(session.Prompt());
        var text = Console.In.ReadLine();
        if (text is null)
            return null;
        while (IsIncomplete(text))
        {
            Console.Write(ContinuationPrompt);
            if (Console.In.ReadLine() is not { Length: > 0 } line)
                break;
            text += "\n" + line;
        }

        return text;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Length > 0 && errors.Any(error => error.IncompleteInput);
    }
}
