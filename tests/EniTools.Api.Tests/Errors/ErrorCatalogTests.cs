using CsCheck;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Errors;

/// <summary>Every code that the service documents has a meaning and a remedy, and only what passes by itself is sent again.</summary>
public sealed class ErrorCatalogTests
{
    /// <summary>The error table of the UnassignIpv6Addresses page, spelled as it is there.</summary>
    public static TheoryData<int, string> PageOfUnassign => new()
    {
        { 400, "UnsupportedParameter" },
        { 400, "InvalidParameter" },
        { 400, "InvalidInstanceID.Malformed" },
        { 400, "MissingParameter" },
        { 400, "InvalidOperation.InvalidEcsState" },
        { 400, "InvalidOperation.InvalidEniState" },
        { 400, "InvalidParameter.Conflict" },
        { 403, "InvalidUserType.NotSupported" },
        { 403, "Abs.InvalidAccount.NotFound" },
        { 403, "Forbedden.NotSupportRAM" },
        { 403, "Forbidden.NotSupportRAM" },
        { 403, "Forbbiden.SubUser" },
        { 403, "InvalidOperation.InvalidEniType" },
        { 403, "InvalidIp.IpUnassigned" },
        { 403, "InvalidIp.IpRepeated" },
        { 403, "Forbidden.RegionId" },
        { 403, "InvalidOperation.EniServiceManaged" },
        { 403, "InvalidIp.IpPrefixIllegal" },
        { 403, "InvalidIp.IpPrefixMaskInvalid" },
        { 403, "InvalidIp.IpPrefixMaskNotSame" },
        { 403, "InvalidIp.IpPrefixNotStrict" },
        { 404, "InvalidEniId.NotFound" },
        { 500, "InvalidOperation.RegionNotSupportIpPrefix" },
    };

    /// <summary>The codes of the pages about IPv6 addresses and their bandwidth that are about more than the region.</summary>
    public static TheoryData<int, string> PagesOfVpc => new()
    {
        { 400, "BothEmptyParam.Ipv6AddressId" },
        { 400, "DependencyViolation.Ipv6InternetBandwidth" },
        { 400, "IncorrectStatus.Ipv6Address" },
        { 400, "OperationFailed.AssociationExist" },
        { 400, "OperationFailed.ResourceInBinding" },
        { 404, "OperationFailed.ServiceManaged" },
        { 404, "ResourceNotFound.Ipv6InstanceId" },
    };

    [Theory]
    [MemberData(nameof(PageOfUnassign))]
    [MemberData(nameof(PagesOfVpc))]
    public void A_code_of_the_page_has_a_meaning_and_a_remedy_and_is_never_sent_again(int status, string code)
    {
        var failure = new ServiceException(status, code, "message", "request");

        Assert.NotEqual(ErrorKind.Other, failure.Kind);
        Assert.NotEmpty(failure.Remedy);
        Assert.Null(new RetryPolicy().NextDelay(failure, 1, TimeSpan.Zero));
        Assert.False(failure.MayHaveTakenEffect);
    }

    /// <summary>Only where a RAM policy would help does a failure say which permission is missing.</summary>
    [Theory]
    [InlineData("Forbidden.RAM", true)]
    [InlineData("Forbbiden.SubUser", true)]
    [InlineData("Forbedden.NotSupportRAM", true)]
    [InlineData("NoPermission", true)]
    [InlineData("UnauthorizedOperation", true)]
    [InlineData("RealNameAuthenticationError", false)]
    [InlineData("InsufficientBalance", false)]
    [InlineData("Forbidden.RegionId", false)]
    [InlineData("Forbidden.AccessKeyDisabled", false)]
    [InlineData("InvalidEniId.NotFound", false)]
    public void A_missing_permission_is_named_where_one_is_missing(string code, bool isMissingPermission)
    {
        var denial = new AccessDenial("ecs:UnassignIpv6Addresses", "acs:ecs:cn-hangzhou:*:eni/eni-a1", null, null);

        var failure = new ServiceException(403, code, "message", "request", null, denial);

        Assert.Equal(isMissingPermission ? denial : null, failure.Denial);
        Assert.Equal(isMissingPermission, failure.Remedy == denial.Remedy);
    }

    /// <summary>The codes that every operation shares, and those of the other ENI operations of the module.</summary>
    public static TheoryData<int, string> SharedCodes => new()
    {
        { 400, "InvalidParameter.IsNull" },
        { 404, "InvalidAction.NotFound" },
        { 400, "InvalidVersion" },
        { 400, "IncompleteSignature" },
        { 400, "InvalidTimeStamp.Expired" },
        { 400, "IllegalTimestamp" },
        { 400, "InvalidAccessKeyId.Inactive" },
        { 403, "Forbidden.AccessKeyDisabled" },
        { 400, "InvalidSecurityToken.MismatchWithAccessKey" },
        { 400, "MissingSecurityToken" },
        { 400, "InsufficientBalance" },
        { 400, "InvalidOwner" },
        { 400, "InvalidOwnerAccount" },
        { 400, "InvalidOwnerId" },
        { 400, "IdempotentParameterMismatch" },
        { 403, "InvalidIdempotenceParameter.Mismatch" },
        { 403, "Forbidden.SubUser" },
        { 403, "Forbidden.RiskControl" },
        { 403, "NoPermission" },
        { 403, "RealNameAuthenticationError" },
        { 403, "InvalidAction" },
        { 403, "InvalidAccount.NotFound" },
        { 403, "UnsupportedHTTPMethod" },
        { 400, "InvalidRegionId.MalFormed" },
        { 403, "InvalidIp.Address" },
        { 400, "InvalidEniId.Malformed" },
        { 404, "InvalidEcsId.NotFound" },
        { 404, "InvalidInstanceId.NotFound" },
        { 403, "InvalidVSwitchId.IpInvalid" },
        { 404, "InvalidVSwitchId.NotFound" },
        { 403, "InvalidVpc.Empty" },
        { 400, "InvalidParams.EniId" },
    };

    /// <summary>What the AssignIpv6Addresses page has beyond these.</summary>
    public static TheoryData<int, string> PageOfAssign => new()
    {
        { 403, "MaxEniIpv6IpsCountExceeded" },
        { 403, "InvalidIp.IpAssigned" },
        { 403, "InvalidOperation.Ipv4CountExceeded" },
        { 403, "InvalidOperation.Ipv6CountExceeded" },
        { 403, "InvalidOperation.Ipv6NotSupport" },
        { 403, "InvalidVSwitch.Ipv6NotTurnOn" },
        { 403, "SecurityGroupInstanceLimitExceed" },
        { 400, "InvalidPrivateIpAddress.Duplicated" },
    };

    [Theory]
    [MemberData(nameof(SharedCodes))]
    [MemberData(nameof(PageOfAssign))]
    public void A_shared_code_has_a_meaning_and_a_remedy_and_is_never_sent_again(int status, string code) =>
        A_code_of_the_page_has_a_meaning_and_a_remedy_and_is_never_sent_again(status, code);

    [Fact]
    public void A_code_that_is_not_listed_has_the_meaning_of_its_longest_listed_beginning() =>
        Gen.Select(
            Gen.Int[0, ErrorCatalog.Codes.Count - 1].Select(index => ErrorCatalog.Codes.ElementAt(index)),
            Gen.String[Gen.Char.AlphaNumeric, 1, 8].Array[1, 3],
            Gen.Int[400, 599]).Sample((code, more, status) =>
        {
            var longer = $"{code}.{string.Join('.', more)}";
            var longest = ErrorCatalog.Codes.Where(known => longer.StartsWith(known + ".", StringComparison.Ordinal))
                .MaxBy(known => known.Length)!;
            Assert.Equal(ErrorCatalog.MeaningOf(longest, status), ErrorCatalog.MeaningOf(longer, status));
        });

    [Fact]
    public void Whatever_the_code_there_is_a_meaning() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.String[Gen.Char[".aT"], 0, 6]), Gen.Int[200, 599]).Sample((code, status) =>
            Assert.NotEmpty(ErrorCatalog.MeaningOf(code, status).Remedy));

    [Theory]
    [InlineData(400, "Throttling", ErrorKind.Throttled)]
    [InlineData(400, "Throttling.User", ErrorKind.Throttled)]
    [InlineData(400, "Throttling.Api.Concurrency", ErrorKind.Throttled)]
    [InlineData(503, "Throttling.Api", ErrorKind.Throttled)]
    [InlineData(400, "Rejected.Throttling", ErrorKind.Throttled)]
    [InlineData(429, "RequestThrottling", ErrorKind.Throttled)]
    [InlineData(400, "UnknownError", ErrorKind.ServiceFault)]
    [InlineData(403, "InvalidOperation.Conflict", ErrorKind.Conflict)]
    [InlineData(503, "ServiceUnavailable", ErrorKind.ServiceFault)]
    [InlineData(503, "ServiceUnavailable.RegionMaintaining", ErrorKind.ServiceFault)]
    [InlineData(500, "InternalError", ErrorKind.ServiceFault)]
    [InlineData(502, "SomethingNew", ErrorKind.ServiceFault)]
    [InlineData(409, "OperationConflict", ErrorKind.Conflict)]
    [InlineData(403, "Operation.Conflict", ErrorKind.Conflict)]
    [InlineData(403, "LastTokenProcessing", ErrorKind.Conflict)]
    [InlineData(400, "SignatureNonceUsed", ErrorKind.Conflict)]
    public void What_passes_by_itself_is_sent_again(int status, string code, Enum kind)
    {
        var failure = new ServiceException(status, code, "message", "request");

        Assert.Equal(kind, failure.Kind);
        Assert.NotEqual(RetryRule.Never, failure.RetryRule);
    }

    [Theory]
    [InlineData(404, "InvalidAccessKeyId.NotFound", ErrorKind.Authentication)]
    [InlineData(400, "SignatureDoesNotMatch", ErrorKind.Authentication)]
    [InlineData(400, "InvalidSecurityToken.Expired", ErrorKind.ExpiredToken)]
    [InlineData(400, "InvalidSecurityToken.Malformed", ErrorKind.Authentication)]
    [InlineData(400, "InvalidTimeStamp.Expired", ErrorKind.ClockSkew)]
    [InlineData(403, "Forbidden.RAM", ErrorKind.AccessDenied)]
    [InlineData(403, "Forbidden.Unauthorized", ErrorKind.AccessDenied)]
    [InlineData(404, "InvalidRegionId.NotFound", ErrorKind.NotFound)]
    [InlineData(404, "InvalidAction.NotFound", ErrorKind.NotFound)]
    [InlineData(400, "SomethingNew", ErrorKind.Other)]
    [InlineData(404, "InvalidEniIdentifier", ErrorKind.Other)]
    public void What_does_not_pass_by_itself_is_not(int status, string code, Enum kind)
    {
        var failure = new ServiceException(status, code, "message", "request");

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(RetryRule.Never, failure.RetryRule);
    }

    [Fact]
    public void A_hint_to_wait_is_flow_control_whatever_the_code() =>
        Assert.Equal(ErrorKind.Throttled, new ServiceException(400, "SomethingNew", "message", "request", TimeSpan.FromSeconds(1)).Kind);
}
