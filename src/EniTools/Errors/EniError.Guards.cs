using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Localization;

namespace EniTools.Errors;

// Errors about what a rule of the user keeps from being touched.
internal static partial class EniError
{
    public static ErrorRecord Protected(Ipv6Target target, string rule) =>
        Own(new InvalidOperationException($"{target} is not touched: {rule}."), OwnError.Protected, Pipeable(target));

    /// <param name="target">What is not touched.</param>
    /// <param name="failure">Why its ENI could not be looked up; null when the service showed none.</param>
    /// <param name="requestId">The request that did not show it.</param>
    public static ErrorRecord TagsNotSeen(Ipv6Target target, ApiException? failure, string? requestId)
    {
        const string Rule = "is not touched, since tags are protected and those of its ENI could not be seen";
        return failure is null
            ? Missing(
                "InvalidEniId.NotFound",
                $"{target} {Rule}: there is no such ENI (request id {requestId}).",
                Localized.Text("Check the id and -RegionId."),
                Pipeable(target))
            : Failed($"{target} {Rule}. {failure.Message}", failure, Pipeable(target));
    }

    public static ErrorRecord OwnerNotSeen(Ipv6Target target, ApiException failure) => Failed(
        $"{target} is not touched, since ENIs are protected and it could not be seen what they have. {failure.Message}",
        failure,
        Pipeable(target));

    public static ErrorRecord TooManyTargets(long targets, int maxTargets) => Own(
        new InvalidOperationException($"The input holds {targets} targets, and -MaxTargets allows {maxTargets}. Nothing was done."),
        OwnError.TooManyTargets,
        null);
}
