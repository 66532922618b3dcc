using EniTools.Api.Calls;

namespace EniTools.Conformance;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        Asks whether the emulator does what the service does.

          dotnet run --project tests/Conformance
              asks an emulator in this process.
          dotnet run --project tests/Conformance -- --region REGION --vswitch ID --security-group ID
              asks the service, with the credential that its own tools use.
                --instance ID         also attaches ENIs to this instance
                --bandwidth           also buys Internet bandwidth of 1 Mbit/s by traffic, for moments
                --profile NAME        the profile with the credential
                --endpoint URL        another endpoint than the service's
                --record FILE         where the result goes; conformance-RUN.json without it
                --yes                 begins without a question
          dotnet run --project tests/Conformance -- --clean JOURNAL [--profile NAME]
              deletes what a killed run left behind.
          dotnet run --project tests/Conformance -- --compare FILE
              compares recorded answers with the emulator's.
          dotnet run --project tests/Conformance -- --list
              lists the facts, and why some cannot be asked.
                --facts PREFIX        only facts whose id begins so; with every form above

        Exit code: 0 all the same, 1 something is different, 2 not begun, 3 broken off or nothing asked, 4 something was left behind.
        """;

    private static readonly string[] Flags = ["--bandwidth", "--yes", "--list", "--help"];

    private static readonly string[] WithValue =
    [
        "--region", "--vswitch", "--security-group", "--instance", "--profile", "--endpoint", "--record", "--clean", "--compare", "--facts",
        "--write-page",
    ];

    private readonly Dictionary<string, string> _values = [];

    private Options()
    {
    }

    public bool WantsHelp => Has("--help");

    public bool WantsList => Has("--list");

    public bool MayBuy => Has("--bandwidth");

    public bool IsAgreed => Has("--yes");

    public string? RegionId => Find("--region");

    public string? VSwitchId => Find("--vswitch");

    public string? SecurityGroupId => Find("--security-group");

    public string? InstanceId => Find("--instance");

    public string? Profile => Find("--profile");

    public Uri? Endpoint => Find("--endpoint") is { } text ? Endpoints.Parse(text) : null;

    public string? RecordPath => Find("--record");

    public string? CleanPath => Find("--clean");

    public string? ComparePath => Find("--compare");

    public string? PagePath => Find("--write-page");

    public string Facts => Find("--facts") ?? "";

    /// <summary>True if the service, or another endpoint, is to be asked.</summary>
    public bool IsForService => RegionId is not null;

    /// <exception cref="FormatException">An option is unknown, has no value, or needs another one.</exception>
    public static Options Read(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (Flags.Contains(name))
                options._values[name] = "";
            else if (!WithValue.Contains(name))
                throw new FormatException($"There is no option {name}.");
            else if (++i == arguments.Count || arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new FormatException($"The option {name} needs a value.");
            else
                options._values[name] = arguments[i];
        }

        string[] place = ["--region", "--vswitch", "--security-group"];
        if (place.Any(options.Has) && !place.All(options.Has))
            throw new FormatException($"{string.Join(", ", place)} belong together.");
        string[] service = ["--instance", "--bandwidth", "--endpoint", "--yes"];
        if (!options.IsForService && service.FirstOrDefault(options.Has) is { } alone)
            throw new FormatException($"{alone} needs {string.Join(", ", place)}.");
        _ = options.Endpoint;
        return options;
    }

    private bool Has(string name) => _values.ContainsKey(name);

    private string? Find(string name) => _values.GetValueOrDefault(name);
}
