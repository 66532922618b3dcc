using System.Text;

namespace EniTools.Shell;

internal static class Program
{
    private const int WrongCommandLine = 64;

    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        CommandLine line;
        try
        {
            line = CommandLine.Parse(args);
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine($"{exception.Message} -Help shows the options.");
            return WrongCommandLine;
        }

        if (line.ShowHelp)
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }

        var script = line.File is null ? null : Path.GetFullPath(line.File);
        if (script is not null && !File.Exists(script))
        {
            Console.Error.WriteLine($"There is no script '{line.File}'.");
            return WrongCommandLine;
        }

        using var session = new ShellSession(line.NonInteractive);
        if (script is not null)
            return session.RunFile(script, line.Arguments);
        if (line.Command is not null)
            return session.Run(line.Command == "-" ? Console.In.ReadToEnd() : line.Command);
        return new InteractiveLoop(session).Run(line.NoLogo);
    }
}
