using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Localization;

namespace EniTools.Errors;

// Errors about what a rule of the user keeps from being touched.
internal static partial class EniError
{
    public static ErrorRecord Protected(Candidate candidate, string rule, object input) =>
        Own(new InvalidOperationException($"{candidate} is not touched: {rule}."), OwnError.Protected, input);

    /// <param name="candidate">What is not touched.</param>
    /// <param name="failure">Why its ENI could not be looked up; null when the service showed none.</param>
    /// <param name="requestId">The request that did not show it.</param>
    /// <param name="input">What the error is about.</param>
    public static ErrorRecord TagsNotSeen(Candidate candidate, ApiException? failure, string? requestId, object input)
    {
        const string Rule = "is not touched, since tags are protected and those of its ENI could not be seen";
        return failure is null
            ? Missing(
                "InvalidEniId.NotFound",
                $"{candidate} {Rule}: there is no such ENI (request id {requestId}).",
                Localized.Text("Check the id and -RegionId."),
                input)
            : Record(
                new EniServiceException($"{candidate} {Rule}. {failure.Message}", failure),
                failure.Code,
                CategoryOf(failure),
                input,
                Remedies.For(failure));
    }

    public static ErrorRecord OwnerNotSeen(Candidate candidate, ApiException failure, object input) => Record(
        new EniServiceException(
            $"{candidate} is not touched, since ENIs are protected and it could not be seen what they have. {failure.Message}", failure),
        failure.Code,
        CategoryOf(failure),
        input,
        Remedies.For(failure));

    public static ErrorRecord TooManyTargets(long targets, int maxTargets) => Own(
        new InvalidOperationException($"The input holds {targets} targets, and -MaxTargets allows {maxTargets}. Nothing was done."),
        OwnError.TooManyTargets,
        null);
}
