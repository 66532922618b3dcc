namespace EniTools.Api.Errors;

/// <summary>The meaning of an error code: its kind, what the user can do about it, and whether a RAM policy would help.</summary>
internal readonly record struct ErrorMeaning(ErrorKind Kind, string Remedy, bool IsMissingPermission = false);

/// <summary>
/// The error codes of the services as data: UnassignIpv6Addresses, AssignIpv6Addresses and their ENI family, the bandwidth of IPv6
/// addresses, and the codes that every operation shares.
/// </summary>
/// <remarks>
/// Sources: the error tables of the ECS and VPC operations and of "common errors". Spellings such as Forbbiden.SubUser are the service's own.
/// Codes come in families (Throttling, Throttling.User, ...): a code that is not listed has the meaning of its longest listed beginning.
/// </remarks>
internal static class ErrorCatalog
{
    private const string FixParameter = "Correct the parameter that the message names.";
    private const string NewToken = "Use a new ClientToken: this one belongs to a request with other parameters.";
    private const string CheckEni = "Check the ENI id and the region.";
    private const string Taken = "Another ENI has it, or this one.";
    private const string NoRoom =
        "Take something off the ENI first, or use another one: the limit is its instance type's, and 10 while it is not attached.";
    private const string LookAgain = "Nothing is left to remove.";
    private const string WaitForState =
        "Wait until the ENI is Available or InUse (and, for a primary ENI, its instance Running or Stopped), then try again.";
    private const string AskOwner =
        "Ask the owner of the Alibaba Cloud account for the permission that the message names, "
        + "such as ecs:UnassignIpv6Addresses, ecs:AssignIpv6Addresses or ecs:DescribeNetworkInterfaces, on the ENI.";
    private const string CheckKey = "Check the AccessKey id and secret in use.";
    private const string SlowDown = "The account's flow control refused the call. Run again later, or with fewer clients at a time.";
    private const string TryLater =
        "The service failed for now. Try again later; if it does not pass, report the request id to Alibaba Cloud.";
    private const string WriteStrictCidr = "Write the prefix as CIDR with all bits after the mask zero, such as 2001:db8:1234:1a00:1::/80.";

    private static readonly Dictionary<string, ErrorMeaning> Meanings = new(StringComparer.Ordinal)
    {
        // Parameters.
        ["MissingParameter"] = new(ErrorKind.InvalidParameter, "Give the parameter that the message names."),
        ["InvalidParameter"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["InvalidParams.EniId"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["UnsupportedParameter"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["InvalidOwner"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["InvalidOwnerAccount"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["InvalidOwnerId"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["IdempotentFailed"] = new(ErrorKind.InvalidParameter, NewToken),
        ["IdempotentParameterMismatch"] = new(ErrorKind.InvalidParameter, NewToken),
        ["InvalidIdempotenceParameter"] = new(ErrorKind.InvalidParameter, NewToken),
        ["InvalidVSwitchId.IpInvalid"] = new(ErrorKind.InvalidParameter, "Use an address of the vSwitch's IPv6 block."),
        ["InvalidVSwitchId"] = new(ErrorKind.NotFound, "Check the vSwitch id and the region."),
        ["InvalidVpc"] = new(ErrorKind.NotFound, "Check the VPC id and the region."),
        ["InvalidInstanceID.Malformed"] = new(ErrorKind.InvalidParameter, FixParameter),
        ["InvalidEniId.Malformed"] = new(
            ErrorKind.InvalidParameter, "Write the ENI id as the service gives it: eni- and lower-case letters or digits."),
        ["InvalidIp.Address"] = new(ErrorKind.InvalidParameter, "Write an IPv6 address without zone, port or brackets."),
        ["InvalidIp.IpRepeated"] = new(ErrorKind.InvalidParameter, "Name each address once in a call."),
        ["InvalidIp.IpPrefixIllegal"] = new(ErrorKind.InvalidParameter, WriteStrictCidr),
        ["InvalidIp.IpPrefixNotStrict"] = new(ErrorKind.InvalidParameter, WriteStrictCidr),
        ["InvalidIp.IpPrefixMaskInvalid"] = new(ErrorKind.InvalidParameter, "Use the mask the service gives out: /80."),
        ["InvalidIp.IpPrefixMaskNotSame"] = new(ErrorKind.InvalidParameter, "Name prefixes of one mask in a call."),

        // What exists, and in which state.
        ["InvalidIp.IpUnassigned"] = new(ErrorKind.NotAssigned, LookAgain),
        ["InvalidIp.IpAssigned"] = new(ErrorKind.AlreadyAssigned, Taken),
        ["InvalidPrivateIpAddress.Duplicated"] = new(ErrorKind.AlreadyAssigned, Taken),
        ["MaxEniIpv6IpsCountExceeded"] = new(ErrorKind.LimitReached, NoRoom),
        ["InvalidOperation.Ipv6CountExceeded"] = new(ErrorKind.LimitReached, NoRoom),
        ["InvalidOperation.Ipv4CountExceeded"] = new(ErrorKind.LimitReached, NoRoom),
        ["SecurityGroupInstanceLimitExceed"] = new(
            ErrorKind.LimitReached,
            "The ENI's security group holds as many addresses as it can: take some out, or use another group."),
        ["InvalidEniId.NotFound"] = new(ErrorKind.NotFound, CheckEni),
        ["InvalidEcsId.NotFound"] = new(ErrorKind.NotFound, "Check the instance id and the region."),
        ["InvalidInstanceId.NotFound"] = new(ErrorKind.NotFound, "Check the instance id and the region."),
        ["InvalidRegionId"] = new(ErrorKind.NotFound, "Check the region: it is an id such as cn-hangzhou."),
        ["InvalidOperation.InvalidEniState"] = new(ErrorKind.WrongState, WaitForState),
        ["InvalidOperation.InvalidEcsState"] = new(ErrorKind.WrongState, WaitForState),
        ["InvalidOperation.InvalidEniType"] = new(ErrorKind.NotSupported, "Leave this ENI out: its type does not allow the operation."),
        ["InvalidOperation.EniServiceManaged"] = new(
            ErrorKind.NotSupported, "Leave this ENI out: a cloud service owns it and manages its addresses."),
        ["InvalidOperation.RegionNotSupportIpPrefix"] = new(ErrorKind.NotSupported, "This region has no IP prefixes: use addresses only."),
        ["InvalidOperation.Ipv6NotSupport"] = new(ErrorKind.NotSupported, "Use an ENI of an instance whose type has IPv6."),
        ["InvalidVSwitch.Ipv6NotTurnOn"] = new(
            ErrorKind.NotSupported, "Turn IPv6 on for the vSwitch of the ENI, or use an ENI of another one."),
        ["Forbidden.RegionId"] = new(ErrorKind.NotSupported, "The service is not offered in this region: use another one."),
        ["InvalidUserType.NotSupported"] = new(ErrorKind.NotSupported, "Use an account of a type that may do this."),

        // Addresses as VPC knows them, and their bandwidth.
        ["BothEmptyParam"] = new(ErrorKind.InvalidParameter, "Give one of the parameters that the message names."),
        ["ResourceNotFound"] = new(
            ErrorKind.NotFound, "Look at the address again: its id and that of its bandwidth change when they are bought anew."),
        ["IncorrectStatus"] = new(ErrorKind.WrongState, "Wait until the address and what it is on are in no transition, then try again."),
        ["OperationFailed.ResourceInBinding"] = new(ErrorKind.WrongState, "Wait until the address is on its ENI, then take it off."),
        ["OperationFailed.AssociationExist"] = new(ErrorKind.Dependency, "Take the address off its ENI first."),
        ["OperationFailed.PrePaid"] = new(ErrorKind.NotSupported, "Let the subscription run out, or end it in the console."),
        ["OperationFailed.Ipv6InternetBandwidthExist"] = new(ErrorKind.AlreadyAssigned, "Keep the bandwidth, or end it first."),
        ["OperationFailed.ServiceManaged"] = new(ErrorKind.NotSupported, "Leave this address out: a cloud service owns it."),
        ["DependencyViolation.Ipv6InternetBandwidth"] = new(ErrorKind.Dependency, "End the Internet bandwidth of the address first."),

        // Permission.
        ["Forbidden"] = new(ErrorKind.AccessDenied, AskOwner, IsMissingPermission: true),
        ["Forbbiden"] = new(ErrorKind.AccessDenied, AskOwner, IsMissingPermission: true),
        ["Forbedden"] = new(ErrorKind.AccessDenied, AskOwner, IsMissingPermission: true),
        ["NoPermission"] = new(ErrorKind.AccessDenied, AskOwner, IsMissingPermission: true),
        ["UnauthorizedOperation"] = new(ErrorKind.AccessDenied, AskOwner, IsMissingPermission: true),
        ["RealNameAuthenticationError"] = new(ErrorKind.AccessDenied, "Complete the real-name registration of the account."),
        ["InsufficientBalance"] = new(ErrorKind.AccessDenied, "Settle the account's overdue payments."),

        // Who is calling.
        ["Abs.InvalidAccount.NotFound"] = new(ErrorKind.Authentication, "Check that the account exists and its AccessKey has not expired."),
        ["InvalidAccount.NotFound"] = new(ErrorKind.Authentication, "Check that the account exists and its AccessKey has not expired."),
        ["InvalidAccessKeyId"] = new(ErrorKind.Authentication, CheckKey),
        ["Forbidden.AccessKeyDisabled"] = new(ErrorKind.Authentication, CheckKey),
        ["SignatureDoesNotMatch"] = new(ErrorKind.Authentication, "Check the AccessKey secret: it does not belong to the id."),
        ["IncompleteSignature"] = new(ErrorKind.Authentication, CheckKey),
        ["InvalidSecurityToken"] = new(ErrorKind.Authentication, "Get a new security token, together with its AccessKey id and secret."),
        ["MissingSecurityToken"] = new(ErrorKind.Authentication, "Give the security token that belongs to the temporary AccessKey."),
        ["InvalidSecurityToken.Expired"] = new(ErrorKind.ExpiredToken, "Get new temporary credentials and run again."),
        ["AuthenticationFail"] = new(ErrorKind.Authentication, "Check the ARN of the identity provider, and that the role trusts it."),
        ["AuthenticationFail.OIDCToken"] = new(
            ErrorKind.Authentication,
            "Check that the token file holds a current token of that identity provider: its owner renews it."),
        ["EntityNotExist.Role"] = new(ErrorKind.NotFound, "Check the role's ARN: it is acs:ram::ACCOUNT:role/NAME."),
        ["InvalidTimeStamp"] = new(ErrorKind.ClockSkew, "Set this machine's clock: the service allows a difference of 15 minutes."),
        ["IllegalTimestamp"] = new(ErrorKind.ClockSkew, "Set this machine's clock: the service allows a difference of 15 minutes."),

        // What passes by itself.
        ["Throttling"] = new(ErrorKind.Throttled, SlowDown),
        ["Rejected.Throttling"] = new(ErrorKind.Throttled, SlowDown),
        ["ServiceUnavailable"] = new(ErrorKind.ServiceFault, TryLater),
        ["InternalError"] = new(ErrorKind.ServiceFault, TryLater),
        ["UnknownError"] = new(ErrorKind.ServiceFault, TryLater),
        ["OperationConflict"] = new(ErrorKind.Conflict, "Another operation on it is under way. Try again when it has ended."),
        ["Operation.Conflict"] = new(ErrorKind.Conflict, "Another operation on it is under way. Try again when it has ended."),
        ["InvalidOperation.Conflict"] = new(ErrorKind.Conflict, "Another operation on it is under way. Try again when it has ended."),
        ["LastTokenProcessing"] = new(ErrorKind.Conflict, "The same request is still under way. Try again when it has ended."),
        ["SignatureNonceUsed"] = new(ErrorKind.Conflict, "Try again: each attempt has a nonce of its own."),

        // The request itself.
        ["InvalidAction"] = new(ErrorKind.NotFound, "Check that the endpoint is one of the service."),
        ["RequestEntityTooLarge"] = new(ErrorKind.InvalidParameter, "Name less in one request."),
        ["UnsupportedSignatureType"] = new(ErrorKind.NotSupported, "Sign with an AccessKey."),
        ["InvalidVersion"] = new(ErrorKind.NotFound, "Check that the endpoint is one of the service."),
        ["UnsupportedHTTPMethod"] = new(ErrorKind.NotFound, "Check that the endpoint is one of the service."),
    };

    public static IReadOnlyCollection<string> Codes => Meanings.Keys;

    /// <summary>Gets the meaning of a code; an unknown code with a 5xx is a fault of the service.</summary>
    public static ErrorMeaning MeaningOf(string code, int httpStatus)
    {
        for (var length = code.Length; length > 0; length = code.LastIndexOf('.', length - 1))
        {
            if (Meanings.TryGetValue(code.Substring(0, length), out var meaning))
                return meaning;
        }

        // The vendor's clients look for the word anywhere in the code.
        if (code.IndexOf("Throttling", StringComparison.Ordinal) >= 0)
            return Meanings["Throttling"];

        return httpStatus >= 500
            ? new(ErrorKind.ServiceFault, TryLater)
            : new(ErrorKind.Other, "See the code in the API's error center, or report the request id to Alibaba Cloud.");
    }

    // Source: what the vendor's pages and production clients of this API send again. A permanent 5xx has a code of its own above.
    private static readonly Dictionary<ErrorKind, RetryRule> Rules = new()
    {
        [ErrorKind.Throttled] = RetryRule.AtThePaceAllowed,
        [ErrorKind.Conflict] = RetryRule.WithBackoff,
        [ErrorKind.ServiceFault] = RetryRule.WithBackoff,
        [ErrorKind.Unreachable] = RetryRule.WithBackoff,
        [ErrorKind.NoAnswer] = RetryRule.WithBackoff,
        [ErrorKind.InvalidAnswer] = RetryRule.WithBackoff,
        [ErrorKind.WrongState] = RetryRule.WithinTheWaitForState,
    };

    public static RetryRule RetryRuleOf(ErrorKind kind) => Rules.TryGetValue(kind, out var rule) ? rule : RetryRule.Never;
}
