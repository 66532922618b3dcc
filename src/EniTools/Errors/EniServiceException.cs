using EniTools.Api.Errors;

namespace EniTools.Errors;

/// <summary>What a failed call means for one input. A call can be for many inputs; each gets an exception of its own.</summary>
/// <remarks>The engine leaves an error out of $error when it carries the same exception as the one before.</remarks>
public sealed class EniServiceException : Exception
{
    internal EniServiceException(string message, ApiException failure)
        : base(message, failure)
    {
        Code = failure.Code;
        RequestId = failure.RequestId;
        HttpStatus = failure.HttpStatus;
    }

    /// <summary>The service's error code, or a name of our own where no answer came.</summary>
    public string Code { get; }

    /// <summary>The id that the service gave the request; null when no answer named one.</summary>
    public string? RequestId { get; }

    /// <summary>The HTTP status of the answer; null when none came.</summary>
    public int? HttpStatus { get; }
}
