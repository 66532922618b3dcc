using EniTools.Api.Model;

namespace EniTools.Api.Errors;

/// <summary>A call that did not succeed. The subclasses say how far it got.</summary>
/// <remarks>The help shows the comments of codes, or those of their classes.</remarks>
internal abstract class ApiException : Exception
{
    private protected ApiException(string message, Exception? inner, ErrorKind kind, string code, string remedy)
        : base(WrittenText.Visible(message), inner)
    {
        Kind = kind;
        Code = code;
        Remedy = remedy;
        RetryRule = ErrorCatalog.RetryRuleOf(kind);
    }

    public ErrorKind Kind { get; }

    /// <summary>The service's error code, or a name of our own if the service gave none. Stable: scripts rely on it.</summary>
    public string Code { get; }

    public string Remedy { get; }
    public string? RequestId { get; private protected init; }

    /// <summary>The HTTP status of the answer; null if none came.</summary>
    public int? HttpStatus { get; private protected init; }

    /// <summary>The wait that the service asks for; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; private protected init; }

    /// <summary>True if the call may have changed something in spite of the failure.</summary>
    public abstract bool MayHaveTakenEffect { get; }

    public RetryRule RetryRule { get; private protected init; }
}

/// <summary>The service answered with an error code.</summary>
internal sealed class ServiceException : ApiException
{
    public ServiceException(
        int httpStatus, string code, string message, string? requestId, TimeSpan? retryAfter = null, AccessDenial? denial = null)
        : this(httpStatus, code, message, requestId, retryAfter, MeaningOf(httpStatus, code, retryAfter), denial)
    {
    }

    // Each attempt has a nonce of its own, so the service has seen this very request: a proxy or the platform sent it twice.
    private const string NonceUsedCode = "SignatureNonceUsed";

    // An earlier request with the same token is under way, and nobody knows yet how it ends.
    private const string TokenUnderWayCode = "LastTokenProcessing";

    private ServiceException(
        int httpStatus,
        string code,
        string message,
        string? requestId,
        TimeSpan? retryAfter,
        ErrorMeaning meaning,
        AccessDenial? denial)
        : base(
            $"{code}: {message} (HTTP {httpStatus}, request id {requestId ?? "unknown"})",
            null,
            meaning.Kind,
            code,
            meaning.IsMissingPermission && denial is not null ? denial.Remedy : meaning.Remedy)
    {
        HttpStatus = httpStatus;
        RequestId = requestId;
        RetryAfter = retryAfter;
        ServiceMessage = message;
        Denial = meaning.IsMissingPermission ? denial : null;
    }

    /// <summary>The service's message alone.</summary>
    public string ServiceMessage { get; }

    /// <summary>The missing permission; null if permission is not what is missing, or the operation is not known.</summary>
    public AccessDenial? Denial { get; }

    /// <summary>A refusal changes nothing; a service that broke down half-way may have changed something, and so may the first of two equal requests.</summary>
    public override bool MayHaveTakenEffect =>
        Code is NonceUsedCode or TokenUnderWayCode || ErrorCatalog.MeaningOf(Code, HttpStatus ?? 0).Kind == ErrorKind.ServiceFault;

    // A hint to wait means flow control, whatever the code: the vendor's own clients read it so.
    private static ErrorMeaning MeaningOf(int httpStatus, string code, TimeSpan? retryAfter) =>
        ErrorCatalog.MeaningOf(retryAfter is null ? code : "Throttling", httpStatus);
}

/// <summary>No answer came: the endpoint was not reached, the connection was lost, or time ran out.</summary>
internal sealed class NoAnswerException : ApiException
{
    /// <summary>The code when no connection could be made.</summary>
    public const string ConnectionFailedCode = "ConnectionFailed";

    /// <summary>The code when the proxy could not be reached, or let no connection through.</summary>
    public const string ProxyFailedCode = "ProxyFailed";

    /// <summary>The code when the proxy wants a user name and password, or refused the ones it got.</summary>
    public const string ProxyAuthenticationRequiredCode = "ProxyAuthenticationRequired";

    /// <summary>The code when the connection broke before the answer was there.</summary>
    public const string ConnectionLostCode = "ConnectionLost";

    /// <summary>The code when the answer took longer than allowed.</summary>
    public const string TimedOutCode = "TimedOut";

    /// <summary>The code when the run was stopped before the answer came.</summary>
    public const string GivenUpCode = "GivenUp";

    private readonly bool _mayHaveArrived;

    private NoAnswerException(string message, Exception? inner, ErrorKind kind, string code, string remedy)
        : base(message, inner, kind, code, remedy) => _mayHaveArrived = kind == ErrorKind.NoAnswer;

    /// <summary>
    /// No connection could be made, so nothing was sent. A lasting failure, such as an unknown name, will not pass by itself.
    /// </summary>
    public static NoAnswerException ConnectionFailed(Uri endpoint, Exception inner, bool isLasting = false) => new(
        $"No connection to {endpoint.Authority} could be made: {Innermost(inner).Message}", inner,
        ErrorKind.Unreachable, ConnectionFailedCode, "Check the endpoint, the region, the network and the proxy.")
    {
        RetryRule = isLasting ? RetryRule.Briefly : RetryRule.WithBackoff,
    };

    /// <summary>
    /// The proxy could not be reached, or let no connection through, so nothing was sent. The problem must hold nothing secret.
    /// </summary>
    public static NoAnswerException ProxyFailed(Uri endpoint, string proxy, string problem, bool isLasting) => new(
        $"The proxy {proxy} made no connection to {endpoint.Authority}: {problem}", null,
        ErrorKind.Unreachable, ProxyFailedCode, "Check the proxy where it is set. NO_PROXY names hosts that are reached without one.")
    {
        RetryRule = isLasting ? RetryRule.Briefly : RetryRule.WithBackoff,
    };

    /// <summary>The proxy wants a user name and password, so nothing was sent.</summary>
    public static NoAnswerException ProxyAuthenticationRequired(Uri endpoint, string proxy) => new(
        $"The proxy {proxy} made no connection to {endpoint.Authority}: it wants a user name and password that it accepts (HTTP 407).",
        null,
        ErrorKind.Authentication,
        ProxyAuthenticationRequiredCode,
        "Write them into the variable that names the proxy, as in http://USER:PASSWORD@proxy.example.com:8080.");

    /// <summary>The connection broke after the request was, or may have been, sent.</summary>
    public static NoAnswerException ConnectionLost(Uri endpoint, Exception inner) => new(
        $"The connection to {endpoint.Authority} was lost before the answer was there: {Innermost(inner).Message}", inner,
        ErrorKind.NoAnswer, ConnectionLostCode, "Look at what is there now before trying again.");

    /// <summary>The call was given up after it was sent, because the run was stopped.</summary>
    public static NoAnswerException GivenUp() => new(
        "The run was stopped before the answer was there.", null,
        ErrorKind.NoAnswer, GivenUpCode, "Look at what is there now before trying again.");

    public static NoAnswerException TimedOut(Uri endpoint, TimeSpan timeout) => new(
        $"{endpoint.Authority} did not answer within {timeout.TotalSeconds:0.###} s.", null,
        ErrorKind.NoAnswer, TimedOutCode, "Look at what is there now before trying again, and allow more time.");

    public override bool MayHaveTakenEffect => _mayHaveArrived;

    private static Exception Innermost(Exception exception) => exception.GetBaseException();
}

/// <summary>Something answered, but not as the API does: a proxy's page, an empty body, cut-off JSON.</summary>
internal sealed class InvalidAnswerException : ApiException
{
    /// <summary>The code of this failure.</summary>
    public const string InvalidAnswerCode = "InvalidAnswer";

    /// <summary>Makes one. The problem is the end of a sentence that begins with "The answer".</summary>
    public InvalidAnswerException(int httpStatus, string problem, string? requestId, Exception? inner = null)
        : base(
            $"The answer {problem} (HTTP {httpStatus}, request id {requestId ?? "unknown"}).",
            inner,
            ErrorKind.InvalidAnswer,
            InvalidAnswerCode,
            "Check the endpoint and whether a proxy stands between: something other than the service may have answered.")
    {
        HttpStatus = httpStatus;
        RequestId = requestId;
    }

    public override bool MayHaveTakenEffect => true;
}

/// <summary>The call was not sent: the run sends nothing more.</summary>
internal sealed class NotSentException : ApiException
{
    /// <summary>The code of this failure.</summary>
    public const string NotSentCode = "NotSent";

    private NotSentException(string message, string remedy, Exception? cause = null)
        : base(message, cause, ErrorKind.Other, NotSentCode, remedy)
    {
    }

    public override bool MayHaveTakenEffect => false;

    public static NotSentException TooManyErrors(string limit) => new(
        $"The run had more errors than its limit of {limit} allows, so that nothing more was sent.",
        "See the errors before it. When their cause is gone, pipe the TargetObject back in.");

    public static NotSentException Stopped() => new(
        "The run was stopped before the second step was sent.", "Pipe the TargetObject back in to finish it.");

    public static NotSentException NoAnswer(string service, string regionId, TimeSpan silence, ApiException cause) => new(
        $"It was not sent, since {service} in {regionId} has answered no call for {silence.TotalSeconds:0} s. {cause.Message}",
        $"{cause.Remedy} Then pipe the TargetObject back in.",
        cause);

    public static NotSentException KeyRefused(ApiException cause) => new(
        $"It was not sent, since a call before it showed that the key cannot be used any more. {cause.Message}",
        $"{cause.Remedy} Then pipe the TargetObject back in.",
        cause);

    public static NotSentException NotNoted(Exception cause) => new(
        $"It was not sent, since its journal could not take note of it. {cause.Message}",
        "Mend what keeps the journal from being written, and run the same command again: what the journal shows as done is not sent again.",
        cause);
}

/// <summary>The call was not sent: what the service showed beforehand rules it out.</summary>
internal sealed class RuledOutException : ApiException
{
    /// <summary>The code when an address has no Internet bandwidth.</summary>
    public const string NoBandwidthCode = "NoBandwidth";

    /// <summary>The code when an address has Internet bandwidth already.</summary>
    public const string HasBandwidthCode = "HasBandwidth";

    /// <summary>The code when the Internet bandwidth of an address is a subscription.</summary>
    public const string SubscriptionCode = "Subscription";

    /// <summary>The code when the VPC of an address has no IPv6 gateway.</summary>
    public const string NoIpv6GatewayCode = "NoIpv6Gateway";

    /// <summary>The code when the service may have forgotten the token of a call without an answer.</summary>
    public const string TokenForgottenCode = "TokenForgotten";

    /// <summary>The code when a target is as it was before the change that is taken back.</summary>
    public const string AsBeforeCode = "AsBefore";

    /// <summary>The code when a target is not as it was before the change that is taken back, and others of its call are, which had no answer.</summary>
    public const string NotChangedCode = "NotChanged";

    /// <summary>The code when lines of the journal are lost that may have said whether a change did what is to be taken back.</summary>
    public const string NoteLostCode = "NoteLost";

    /// <summary>The code when an address is on another ENI than the one that was named.</summary>
    public const string OnAnotherInterfaceCode = "OnAnotherInterface";

    private RuledOutException(string message, ErrorKind kind, string code, string remedy)
        : base(message, null, kind, code, remedy)
    {
    }

    public override bool MayHaveTakenEffect => false;

    public static RuledOutException NoBandwidth(object address) => new(
        $"The service shows no Internet bandwidth for {address}.", ErrorKind.NotAssigned, NoBandwidthCode, "Nothing is left to end.");

    public static RuledOutException HasBandwidth(object address, object bandwidth) => new(
        $"It has Internet bandwidth already: {bandwidth}. Asked for was {address}.",
        ErrorKind.AlreadyAssigned,
        HasBandwidthCode,
        "Keep it, or end it first.");

    /// <summary>The same call might give more, in place of its first answer.</summary>
    public static RuledOutException TokenForgotten(object request, string sent, string found) => new(
        $"The call {sent} for {request} had no answer. The service keeps the answer for 24 hours at most, so the same call might "
            + $"give as many again. It was not sent. {found}",
        ErrorKind.Other,
        TokenForgottenCode,
        "Compare what the ENI has with what it had before the call.");

    /// <summary>A look shows the target as it was before the change that is taken back, so that nothing is left to do.</summary>
    public static RuledOutException AsBefore(object target) => new(
        $"The service shows {target} as it was before the change that is taken back.",
        ErrorKind.Other,
        AsBeforeCode,
        "Nothing is left to take back.");

    /// <summary>A look shows that not only the call that is taken back has changed its targets.</summary>
    public static RuledOutException NotChanged(object target) => new(
        $"The call for {target} had no answer, and others of the same call are as before: a call changes all or none, so somebody else "
            + "has changed one or the other. It was not taken back.",
        ErrorKind.Other,
        NotChangedCode,
        "See what should be there, and add or remove it by its own command.");

    /// <summary>Nothing shows whether the change that is to be taken back, or somebody else, has changed the target.</summary>
    public static RuledOutException NoteLost(object target) => new(
        $"It is not known whether the change that is to be taken back has changed {target}: lines of its journal are lost. "
            + "Nothing was sent.",
        ErrorKind.Other,
        NoteLostCode,
        "Find out, for example from the output of the change, whether it did. If so, take it back by its own command.");

    public static RuledOutException Subscription(object address, object bandwidth) => new(
        $"The Internet bandwidth of {address} ({bandwidth}) is paid in advance: "
            + "ending it saves nothing, and the same cannot be bought back.",
        ErrorKind.NotSupported,
        SubscriptionCode,
        "Let the subscription run out, or end it in the console.");

    public static RuledOutException NoGateway(object address, string vpcId) => new(
        $"The VPC {vpcId} of {address} has no IPv6 gateway, and Internet bandwidth needs one.",
        ErrorKind.NotSupported,
        NoIpv6GatewayCode,
        "Create an IPv6 gateway for the VPC first.");

    public static RuledOutException ServiceManaged(object address) =>
        OfTheService("OperationFailed.ServiceManaged", $"A cloud service owns {address}.");

    public static RuledOutException OnAnotherInterface(object address, string? owner) => new(
        $"{address} was meant, and it is on {owner ?? "another ENI"}.",
        ErrorKind.WrongState,
        OnAnotherInterfaceCode,
        "Name the ENI that it is on, or none.");

    public static RuledOutException AlreadyAssigned(object target) =>
        OfTheService("InvalidIp.IpAssigned", $"The service shows {target} as it was to be already.");

    public static RuledOutException NotFound(object address) =>
        OfTheService("ResourceNotFound.Ipv6InstanceId", $"The account has no address {address}.");

    private static RuledOutException OfTheService(string code, string message)
    {
        var meaning = ErrorCatalog.MeaningOf(code, 0);
        return new RuledOutException(message, meaning.Kind, code, meaning.Remedy);
    }
}

/// <summary>What a call lacked permission for.</summary>
/// <param name="Action">The action, such as ecs:UnassignIpv6Addresses.</param>
/// <param name="Resource">The resource, such as acs:ecs:cn-hangzhou:*:eni/eni-bp1spare01.</param>
/// <param name="PolicyType">The kind of policy that decided, such as AccountLevelIdentityBasedPolicy; null when the service does not say.</param>
/// <param name="NoPermissionType">ImplicitDeny when nothing allows it, ExplicitDeny when a policy forbids it; null when the service does not say.</param>
internal sealed record AccessDenial(string Action, string Resource, string? PolicyType, string? NoPermissionType)
{
    public string Remedy => NoPermissionType == "ExplicitDeny"
        ? $"A policy{OfType} forbids {this}: ask the owner of the Alibaba Cloud account to change it."
        : $"Ask the owner of the Alibaba Cloud account for {this}.";

    public override string ToString() => $"{Action} on {Resource}";

    private string OfType => PolicyType is null ? "" : $" ({PolicyType})";
}
