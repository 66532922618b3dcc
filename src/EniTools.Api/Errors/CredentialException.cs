namespace EniTools.Api.Errors;

/// <summary>A place that should give an AccessKey did not. Nothing was sent to the service that the key is for.</summary>
internal sealed class CredentialException : ApiException
{
    /// <summary>The code when the place itself gave no code.</summary>
    public const string NotObtainedCode = "CredentialNotObtained";

    /// <summary>Makes one. The message must hold nothing secret.</summary>
    public CredentialException(string message, string remedy)
        : base(message, null, ErrorKind.Authentication, NotObtainedCode, remedy)
    {
    }

    /// <summary>Makes one from the failure of a call that should have given a key.</summary>
    public CredentialException(ApiException failure)
        : this($"No temporary AccessKey was obtained. {failure.Message}", failure)
    {
    }

    private CredentialException(string message, ApiException failure)
        : base(message, failure, failure.Kind, failure.Code, failure.Remedy)
    {
        RequestId = failure.RequestId;
        HttpStatus = failure.HttpStatus;
        RetryAfter = failure.RetryAfter;
        RetryRule = failure.RetryRule;
    }

    public static CredentialException OwnerNotKnown(ApiException failure) =>
        new($"The account of the AccessKey is not known, so that the key was not used. {failure.Message}", failure);

    public override bool MayHaveTakenEffect => false;
}

/// <summary>A key belongs to another account than the run is for, so that it was not used.</summary>
internal sealed class WrongAccountException : ApiException
{
    /// <summary>The code of this failure.</summary>
    public const string WrongAccountCode = "WrongAccount";

    public WrongAccountException(string owner, string ownersAccountId, string accountId, bool isGiven)
        : base(
            $"The key is of {owner} in the account {ownersAccountId}, and "
                + $"the run {(isGiven ? "is for" : "began in")} {accountId}. Nothing was done with it.",
            null,
            ErrorKind.AccessDenied,
            WrongAccountCode,
            "Use the credential or profile of the account that is meant.")
    {
    }

    public override bool MayHaveTakenEffect => false;
}
