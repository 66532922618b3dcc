using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls;

/// <summary>A call of an operation, before it is signed: what is asked for.</summary>
internal class ApiCall
{
    /// <summary>Makes a call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">The parameters as they go on the wire, not encoded.</param>
    public ApiCall(ApiOperation operation, CallParameters parameters)
    {
        Operation = operation;
        Parameters = parameters;
    }

    /// <summary>The operation.</summary>
    public ApiOperation Operation { get; }

    /// <summary>The parameters as they go on the wire, not encoded.</summary>
    public CallParameters Parameters { get; }

    /// <summary>The request to sign for an attempt at the call.</summary>
    /// <param name="endpoint">The scheme, host and port to ask.</param>
    public UnsignedRequest At(Uri endpoint) => new(endpoint, Operation.Action, Operation.Service.Version, Parameters);
}

/// <summary>A call of an operation, and how its answer is read.</summary>
/// <typeparam name="TAnswer">What its answer is read into.</typeparam>
internal sealed class ApiCall<TAnswer> : ApiCall
{
    private readonly Func<XElement, TAnswer> _read;

    /// <summary>Makes a call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="parameters">The parameters as they go on the wire, not encoded.</param>
    /// <param name="read">Reads the answer: an element for each member, list items below it. A FormatException means that it cannot be read.</param>
    public ApiCall(ApiOperation operation, CallParameters parameters, Func<XElement, TAnswer> read)
        : base(operation, parameters) => _read = read;

    /// <summary>Sends the call through a chain and reads its answer.</summary>
    /// <param name="chain">What the call passes on its way.</param>
    /// <param name="sending">How long it may wait and take, and who is told when it leaves.</param>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<TAnswer> SendAsync(ICallStep chain, Sending sending)
    {
        var answer = await chain.SendAsync(this, sending).ConfigureAwait(false);
        try
        {
            return _read(answer);
        }
        catch (FormatException exception)
        {
            throw new InvalidAnswerException(200, $"cannot be read: {exception.Message}", answer.Text("RequestId"), exception);
        }
    }
}
