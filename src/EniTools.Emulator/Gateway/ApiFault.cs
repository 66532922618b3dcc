using EniTools.Emulator.Answers;

namespace EniTools.Emulator.Gateway;

/// <summary>A refusal with the status, code and message of the service. A refused request changes nothing.</summary>
internal sealed class ApiFault(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The missing permission and its owner, for refusals of that kind.</summary>
    public AnswerObject? AccessDeniedDetail { get; init; }

    public static ApiFault MissingParameter(string name) => new(
        400, "MissingParameter", $"The input parameter \"{name}\" that is mandatory for processing this request is not supplied.");

    public static ApiFault InvalidParameter(string name) => new(
        400, "InvalidParameter", $"The specified parameter \"{name}\" is not valid.");

    public static ApiFault InvalidEniState(string expected, string current) => new(
        400,
        "InvalidOperation.InvalidEniState",
        "The operation is not allowed in the current ENI state. "
            + $"Expecting status is \"{expected}\" while current status is \"{current}\".");

    public static ApiFault InvalidEcsState(string current) => new(
        400,
        "InvalidOperation.InvalidEcsState",
        "The operation is not allowed in the current ECS state. "
            + $"Expecting status is \"Running/Stopped\" while current status is \"{current}\".");

    public static ApiFault EniServiceManaged() => new(
        403, "InvalidOperation.EniServiceManaged", "The operation is not allowed on an ENI that is managed by a cloud service.");

    public static ApiFault MalformedInstanceId() => new(
        400, "InvalidInstanceID.Malformed", "The specified parameter \"InstanceId\" is not valid.");

    public static ApiFault HasBandwidth(string addressId, string bandwidthId) => new(
        400,
        "DependencyViolation.Ipv6InternetBandwidth",
        $"The specified resource of {addressId} depends on {bandwidthId}, so the operation cannot be completed.");

    public static ApiFault RegionNotSupportIpPrefix() => new(
        500, "InvalidOperation.RegionNotSupportIpPrefix", "The current region does not support ip prefix.");

    public static ApiFault DryRun() => new(
        400, "DryRunOperation", "Request validation has been passed with DryRun flag set.");
}
