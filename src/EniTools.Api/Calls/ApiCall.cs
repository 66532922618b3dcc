using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls;

/// <summary>A call of an operation, before it is signed. The parameters are not encoded.</summary>
internal class ApiCall(ApiOperation operation, CallParameters parameters)
{
    public ApiOperation Operation { get; } = operation;
    public CallParameters Parameters { get; } = parameters;

    public UnsignedRequest At(Uri endpoint) => new(endpoint, Operation.Action, Operation.Service.Version, Parameters);
}

/// <summary>A call of an operation, with the function that reads its answer; a FormatException means that it cannot be read.</summary>
internal sealed class ApiCall<TAnswer>(ApiOperation operation, CallParameters parameters, Func<XElement, TAnswer> read)
    : ApiCall(operation, parameters)
{
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public async Task<TAnswer> SendAsync(ICallStep chain, Sending sending)
    {
        var answer = await chain.SendAsync(this, sending).ConfigureAwait(false);
        try
        {
            return read(answer);
        }
        catch (FormatException exception)
        {
            throw new InvalidAnswerException(200, $"cannot be read: {exception.Message}", answer.Text("RequestId"), exception);
        }
    }
}
