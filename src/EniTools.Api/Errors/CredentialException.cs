namespace EniTools.Api.Errors;

/// <summary>A place that should give an AccessKey did not. Nothing was sent to the service that the key is for.</summary>
public sealed class CredentialException : ApiException
{
    /// <summary>The code when the place itself gave no code.</summary>
    public const string NotObtainedCode = "CredentialNotObtained";

    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong, with nothing secret in it.</param>
    /// <param name="remedy">What the user can do.</param>
    public CredentialException(string message, string remedy)
        : base(message, null, ErrorKind.Authentication, NotObtainedCode, remedy)
    {
    }

    /// <summary>Makes one from the failure of a call that should have given a key.</summary>
    public CredentialException(ApiException failure)
        : base($"No temporary AccessKey was obtained. {failure.Message}", failure, failure.Kind, failure.Code, failure.Remedy)
    {
        RequestId = failure.RequestId;
        HttpStatus = failure.HttpStatus;
        RetryAfter = failure.RetryAfter;
        RetryRule = failure.RetryRule;
    }

    /// <inheritdoc/>
    public override bool MayHaveTakenEffect => false;
}
