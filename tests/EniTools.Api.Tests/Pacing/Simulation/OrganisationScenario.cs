namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>An organisation's addresses, and who takes them off. Each of its accounts has a quota of its own in each region.</summary>
/// <param name="Accounts">How many accounts.</param>
/// <param name="Regions">How many regions each of them uses.</param>
/// <param name="Workers">How many processes share the work.</param>
/// <param name="Division">What each of them has.</param>
internal sealed record OrganisationScenario(int Accounts, int Regions, int Workers, Division Division)
{
    private const int FewestInterfaces = 4;
    private const int MostInterfaces = 160;

    /// <summary>The quota of an account in a region.</summary>
    public const int CallsPerMinute = 60;

    /// <summary>From a call to its answer; each one differs by up to a fifth.</summary>
    public static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    /// <summary>Of how many accounts a worker reads the ENIs beside each other, region by region.</summary>
    public int AccountsAtATime { get; init; } = 32;

    /// <summary>How many batches a worker may have unfinished.</summary>
    public int Room { get; init; } = 8192;

    /// <summary>No way is faster: each account may use the quota of the first minute at once.</summary>
    public static TimeSpan Floor => TimeSpan.FromMinutes((MostInterfaces - 1) / CallsPerMinute);

    /// <summary>How many ENIs an account has in a region: few have many, as in life.</summary>
    public static int InterfacesOf(int account, int region) =>
        Math.Max(FewestInterfaces, MostInterfaces / (1 + (((account * 31) + (region * 17)) % 40)));

    /// <summary>All ENIs of a region.</summary>
    public int InterfacesIn(int region) => Enumerable.Range(0, Accounts).Sum(account => InterfacesOf(account, region));
}

/// <summary>How work is divided.</summary>
internal enum Division
{
    /// <summary>Each worker has some accounts.</summary>
    ByAccount,

    /// <summary>Each worker has some ENIs of every account, and shares its quotas with the others.</summary>
    ByInterface,
}

/// <summary>What became of an organisation's run.</summary>
/// <param name="Time">How long it took.</param>
/// <param name="Calls">All calls.</param>
/// <param name="Refused">The refused calls as a part of all.</param>
/// <param name="FirstWorker">When the first worker was done, as a part of the time.</param>
/// <param name="HalfOfAccounts">When half of the accounts were done, as a part of the time.</param>
/// <param name="UnderWay">How many calls of all workers were under way at a time at most, each with a socket.</param>
internal sealed record OrganisationResult(
    TimeSpan Time, int Calls, double Refused, double FirstWorker, double HalfOfAccounts, int UnderWay)
{
    /// <summary>The columns of <see cref="Row"/>.</summary>
    public const string Header =
        "workers  each has some  minutes  times the floor    calls  refused  first worker done  half of the accounts  sockets";

    /// <summary>A line of a table.</summary>
    public string Row(OrganisationScenario scenario) => FormattableString.Invariant(
        $"{scenario.Workers,7}  {(scenario.Division == Division.ByAccount ? "accounts" : "ENIs"),-13}  {Time.TotalMinutes,7:0.0}  ")
        + FormattableString.Invariant(
            $"{Time / OrganisationScenario.Floor,15:0.0}  {Calls,7}  {Refused,7:0.0%}  {FirstWorker,17:0%}  ")
        + FormattableString.Invariant($"{HalfOfAccounts,20:0%}  {UnderWay,7}");
}
