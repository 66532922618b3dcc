using EniTools.Api.Signing;
using EniTools.Emulator.Answers;

namespace EniTools.Emulator.Gateway;

/// <summary>The responses to requests with a ClientToken, so that a repeated request is not carried out again.</summary>
internal sealed class ClientTokens
{
    // Not documented by the service.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private const int MaxLength = 64;

    // They differ from attempt to attempt.
    private static readonly string[] OfTheAttempt = ["SignatureNonce", "Timestamp", "Signature", "SecurityToken"];

    private readonly Dictionary<string, (string Parameters, AnswerObject Answer)> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Forget, string Key)> _inOrder = new();

    /// <summary>Returns the remembered response to a request, or carries out the request and remembers its response.</summary>
    /// <exception cref="ApiFault">The token belongs to a request with other parameters, or the request is refused.</exception>
    public AnswerObject Once(ApiRequest request, DateTimeOffset now, Func<AnswerObject> execute)
    {
        var token = request.Text("ClientToken");
        if (token.Length == 0)
            return execute();
        if (token.Length > MaxLength || token.Any(c => c > '\x7f'))
            throw ApiFault.InvalidParameter("ClientToken");

        while (_inOrder.Count > 0 && _inOrder.Peek().Forget <= now)
            _answers.Remove(_inOrder.Dequeue().Key);
        var key = $"{request.Caller.Key.Account.Id}\n{request.Version}\n{request.Action}\n{token}";
        var parameters = CanonicalQuery.Of(request.Parameters.Where(parameter => !OfTheAttempt.Contains(parameter.Key)));
        if (_answers.TryGetValue(key, out var known))
        {
            return known.Parameters == parameters
                ? known.Answer.Copy()
                : throw new ApiFault(
                    400, "IdempotentParameterMismatch", "The request uses the same client token as a previous, but non-identical request.");
        }

        var answer = execute();
        _answers.Add(key, (parameters, answer.Copy()));
        _inOrder.Enqueue((now + Memory, key));
        return answer;
    }
}
