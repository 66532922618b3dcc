using EniTools.Api.Signing;
using EniTools.Emulator.Answers;

namespace EniTools.Emulator.Gateway;

/// <summary>The answers to requests that carried a ClientToken, so that a request that is sent again is not done again.</summary>
internal sealed class ClientTokens
{
    // The service does not say how long it remembers.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private const int MaxLength = 64;

    // These differ from attempt to attempt and say nothing about the request.
    private static readonly string[] OfTheAttempt = ["SignatureNonce", "Timestamp", "Signature", "SecurityToken"];

    private readonly Dictionary<string, Remembered> _answers = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Forget, string Key)> _inOrder = new();

    /// <summary>Gives the remembered answer to a request, or carries it out and remembers the answer.</summary>
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
                    400,
                    "IdempotentParameterMismatch",
                    "The request uses the same client token as a previous, but non-identical request.");
        }

        var answer = execute();
        _answers.Add(key, new Remembered(parameters, answer.Copy()));
        _inOrder.Enqueue((now + Memory, key));
        return answer;
    }

    private sealed record Remembered(string Parameters, AnswerObject Answer);
}
