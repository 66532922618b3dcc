using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

const string Help = """
    PowerShell with EniTools loaded. The options are those of pwsh, such as

      -File SCRIPT [ARGUMENT...]   run a script and end with its exit code
      -Command TEXT                run a text
      -NonInteractive              ask no questions
      -NoProfile                   leave the profile scripts out
      -NoExit                      stay at the prompt afterwards

    Without -File and -Command it is a prompt.
    """;

// A build from a clone makes no calls of its own.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");

var state = InitialSessionState.CreateDefault2();
// By its path: a module installed on this machine must not take the place of the one that was built.
state.ImportPSModule(Path.Combine(AppContext.BaseDirectory, "modules", "EniTools"));
return ConsoleShell.Start(state, "PowerShell with EniTools", Help, args);
