using static EniTools.Conformance.Facts.Standing;

namespace EniTools.Conformance.Facts;

/// <summary>The deliberate differences between the emulator and the service.</summary>
internal static class Choices
{
    public const string Why = "The emulator differs on purpose; there is nothing to ask the service.";

    public static IEnumerable<Fact> All =>
    [
        Choice("choice.one-address", "All services answer at one address; the version in a request says which one."),
        Choice("choice.at-once", "Everything happens at once unless an option makes it take time."),
        Choice(
            "choice.quotas",
            "There is no quota of ENIs; security groups are not looked up; only StartInstance, StopInstance and the changes of VPC have "
                + "`DryRun`, as with the service."),
        Choice(
            "choice.bandwidth",
            "The id of an address is made of its digits, so that a million of them need no table. Bandwidth costs nothing, is never "
                + "locked for unpaid bills and takes effect at once; traditional 95th percentile billing is not offered."),
        Choice("choice.vswitches", "vSwitches cannot be made or changed through the API, and private IPv4 addresses follow no rules."),
        Choice("choice.memory", "Memory and state stay in the process: nothing is sent anywhere."),
    ];

    private static Fact Choice(string id, string sentence) => new(id, sentence, Different) { WhyNone = Why };
}
