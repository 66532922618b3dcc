namespace EniTools.Shell;

/// <summary>What the Shell was asked to do, by the option names that pwsh has.</summary>
internal sealed record CommandLine
{
    public const string Help =
        """
        EniTools.Shell [-NoLogo] [-NonInteractive] [-File PATH [ARGUMENTS] | -Command TEXT]

        A PowerShell prompt with the EniTools module loaded, for trying it and for build
        machines without pwsh. Where pwsh is there, use the module in it: this prompt has
        the PowerShell language and engine, and only the commands of the engine itself.

          -File PATH [ARGUMENTS]  runs a script; what follows are its arguments
          -Command TEXT           runs the text; - reads it from the standard input
          -NonInteractive         never asks: a prompt is an error
          -NoLogo                 begins without the banner
          -Help                   shows this

        Without -File and -Command it reads commands until 'exit'.
        The exit code is 0 on success, 1 on failure, 64 for a wrong command line, or what 'exit' names.
        """;

    public bool ShowHelp { get; private init; }

    public bool NoLogo { get; private init; }

    public bool NonInteractive { get; private init; }

    /// <summary>The script to run; null when there is none.</summary>
    public string? File { get; private init; }

    /// <summary>The script's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>The text to run; null when there is none.</summary>
    public string? Command { get; private init; }

    /// <exception cref="FormatException">An option is not known or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i].ToLowerInvariant())
            {
                case "-nologo":
                    line = line with { NoLogo = true };
                    break;
                case "-noninteractive":
                    line = line with { NonInteractive = true };
                    break;
                case "-help" or "--help" or "-h" or "-?":
                    return line with { ShowHelp = true };
                case "-file" or "-f":
                    return line with { File = Rest(args, i)[0], Arguments = Rest(args, i).Skip(1).ToList() };
                case "-command" or "-c":
                    return line with { Command = string.Join(' ', Rest(args, i)) };
                default:
                    throw new FormatException($"'{args[i]}' is not an option.");
            }
        }

        return line;
    }

    // Both options take everything that follows them.
    private static List<string> Rest(IReadOnlyList<string> args, int option) => option + 1 < args.Count
        ? args.Skip(option + 1).ToList()
        : throw new FormatException($"{args[option]} needs a value.");
}
