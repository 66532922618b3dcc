namespace EniTools.Api.Errors;

/// <summary>The meaning of a failure for the caller. The help shows the comments of the values.</summary>
internal enum ErrorKind
{
    /// <summary>The service answered a code that the catalog does not know.</summary>
    Other,

    /// <summary>A parameter has a value that the service refuses.</summary>
    InvalidParameter,

    /// <summary>The ENI, instance, region or operation does not exist.</summary>
    NotFound,

    /// <summary>The address or prefix is not assigned to the ENI.</summary>
    NotAssigned,

    /// <summary>The address or prefix is taken, by this ENI or by another one.</summary>
    AlreadyAssigned,

    /// <summary>The ENI, the vSwitch or the security group has no room for more.</summary>
    LimitReached,

    /// <summary>The ENI or its instance is in a state that does not allow this now.</summary>
    WrongState,

    /// <summary>Something else has to go first.</summary>
    Dependency,

    /// <summary>The ENI, the account or the region never allows this.</summary>
    NotSupported,

    /// <summary>The key is good but lacks the permission.</summary>
    AccessDenied,

    /// <summary>The key, its signature or its token is not accepted.</summary>
    Authentication,

    /// <summary>The temporary key has run out.</summary>
    ExpiredToken,

    /// <summary>The clocks of client and service are too far apart.</summary>
    ClockSkew,

    /// <summary>Too many calls at a time.</summary>
    Throttled,

    /// <summary>Another operation on the same resource is under way.</summary>
    Conflict,

    /// <summary>The service failed for a while.</summary>
    ServiceFault,

    /// <summary>No connection to the endpoint could be made: nothing was sent.</summary>
    Unreachable,

    /// <summary>The request may have arrived, but no answer came.</summary>
    NoAnswer,

    /// <summary>What came back is not an answer of the API.</summary>
    InvalidAnswer,
}

/// <summary>Whether sending a failed call again can help, and how. The help shows the comments of the values.</summary>
internal enum RetryRule
{
    /// <summary>The same call fails the same way.</summary>
    Never,

    /// <summary>The failure passes by itself: again after a growing random wait.</summary>
    WithBackoff,

    /// <summary>The failure rarely passes by itself, such as an unknown name: again for a few seconds.</summary>
    Briefly,

    /// <summary>Flow control refused the call: again when the pace allows the next one.</summary>
    AtThePaceAllowed,

    /// <summary>The ENI or its instance may reach the right state: again for as long as the caller wants to wait for that.</summary>
    WithinTheWaitForState,
}
