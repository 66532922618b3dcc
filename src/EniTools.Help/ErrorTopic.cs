using System.Collections;
using System.Reflection;
using System.Text;
using EniTools.Api.Errors;

namespace EniTools.Help;

/// <summary>about_EniTools_Errors: every error id, what it means and what to do, from the lists that the cmdlets use themselves.</summary>
internal sealed class ErrorTopic(Comments comments, Translation texts)
{
    private static readonly Uri AnyEndpoint = new("https://ecs.example.com");

    private readonly StringBuilder _text = new();

    public string Build(Assembly module)
    {
        var remedyFor = RemediesOf(module);
        Head("TOPIC");
        Name("about_EniTools_Errors");
        Head("SHORT DESCRIPTION");
        Write("Every error id of EniTools: what it means and what to do.");
        Head("LONG DESCRIPTION");
        Write("The id is the first part of an error's FullyQualifiedErrorId, before the comma. "
            + "Where the service gave a code, the id is that code. "
            + "Codes come in families: one that is not listed has the meaning of its longest listed beginning, "
            + "so Throttling.User is explained at Throttling.");
        Write("Each error of a cmdlet that changes or plans has what to do as ErrorDetails.RecommendedAction. "
            + "Its TargetObject is the whole input, to be piped back in, or null where the error is about no input. "
            + "An error of the service has its RequestId and HttpStatus in the exception.");
        Code(
            """
                $failed = $Error[0]
                ($failed.FullyQualifiedErrorId -split ',')[0]
                $failed.ErrorDetails.RecommendedAction
                $failed.TargetObject
            """);

        Head("ERRORS OF ENITOOLS");
        foreach (var (id, meaning, remedy) in OwnOf(module))
            Entry(id, meaning, remedyFor(id, remedy));

        Head("ERRORS WITHOUT A CODE OF THE SERVICE");
        foreach (var (failure, meaning) in OfTheWay())
            Entry(failure.Code, meaning, remedyFor(failure.Code, failure.Remedy));

        Head("ERRORS OF THE SERVICE");
        Write("By what they mean for the caller. "
            + "Those that are sent again become errors only when the time for them runs out.");
        var kinds = ErrorCatalog.Codes
            .Select(code => (Code: code, Meaning: ErrorCatalog.MeaningOf(code, 0)))
            .GroupBy(entry => entry.Meaning.Kind)
            .OrderBy(kind => kind.Key);
        foreach (var kind in kinds)
        {
            Write(
                "{0}: {1} Sent again? {2}",
                kind.Key,
                texts.Of(Summary(kind.Key)),
                texts.Of(Summary(ErrorCatalog.RetryRuleOf(kind.Key))));
            foreach (var (code, meaning) in kind)
                Entry(code, null, remedyFor(code, meaning.Remedy));
        }

        Write(
            "{0}: {1} {2}", ErrorKind.Other, texts.Of(Summary(ErrorKind.Other)), remedyFor("?", ErrorCatalog.MeaningOf("?", 0).Remedy));
        Head("SEE ALSO");
        Name("about_EniTools_Runbooks");
        return $"{_text}";
    }

    private static Func<string, string, string> RemediesOf(Assembly module) =>
        module.GetType("EniTools.Errors.Remedies", throwOnError: true)!
            .GetMethod("For", [typeof(string), typeof(string)])!
            .CreateDelegate<Func<string, string, string>>();

    private static IEnumerable<(string Id, string Meaning, string Remedy)> OwnOf(Assembly module)
    {
        var type = module.GetType("EniTools.Errors.OwnError", throwOnError: true)!;
        var all = (IDictionary)type.GetProperty("All")!.GetValue(null)!;
        return all.Values.Cast<object>()
            .Select(error => (Text(error, "Id"), Text(error, "Meaning"), Text(error, "Remedy")))
            .OrderBy(entry => entry.Item1, StringComparer.Ordinal);

        string Text(object error, string property) => (string)type.GetProperty(property)!.GetValue(error)!;
    }

    // Made for their remedies.
    private IEnumerable<(ApiException Failure, string Meaning)> OfTheWay()
    {
        var none = new IOException();
        ApiException[] failures =
        [
            NoAnswerException.ConnectionFailed(AnyEndpoint, none),
            NoAnswerException.ProxyFailed(AnyEndpoint, "", "", isLasting: true),
            NoAnswerException.ProxyAuthenticationRequired(AnyEndpoint, ""),
            NoAnswerException.ConnectionLost(AnyEndpoint, none),
            NoAnswerException.GivenUp(),
            NoAnswerException.TimedOut(AnyEndpoint, TimeSpan.Zero),
            new InvalidAnswerException(0, "", null),
            NotSentException.TooManyErrors(""),
            RuledOutException.NoBandwidth(""),
            RuledOutException.OnAnotherInterface("", null),
            RuledOutException.HasBandwidth("", ""),
            RuledOutException.Subscription("", ""),
            RuledOutException.NoGateway("", ""),
            RuledOutException.TokenForgotten("", "", ""),
            RuledOutException.AsBefore(""),
            RuledOutException.NotChanged(""),
            RuledOutException.NoteLost(""),
            new CredentialException(
                "", texts.Of("The message says which place gave none and why. Get-EniContext shows where the credential comes from.")),
        ];
        return failures.Select(failure => (failure, MeaningOf(failure)));
    }

    // One class has several codes: the comment of each says when it applies.
    private string MeaningOf(ApiException failure)
    {
        const string Beginning = "The code when ";
        var code = failure.GetType().GetFields(BindingFlags.Public | BindingFlags.Static)
            .Single(field => field.IsLiteral && failure.Code.Equals(field.GetRawConstantValue()));
        var text = Comments.Text(comments.Of(code).Element("summary"));
        return text.StartsWith(Beginning, StringComparison.Ordinal)
            ? string.Concat(text[Beginning.Length..(Beginning.Length + 1)].ToUpperInvariant(), text.AsSpan(Beginning.Length + 1))
            : Comments.Text(comments.Of(failure.GetType()).Element("summary"));
    }

    private string Summary<T>(T value)
        where T : struct, Enum => Comments.Text(comments.Of(typeof(T).GetField(value.ToString())!).Element("summary"));

    private void Head(string head) => _text.Append(texts.Of(head)).Append('\n');

    private void Name(string name) => _text.Append("    ").Append(name).Append("\n\n");

    // The module gives remedies in the language of the thread.
    private void Entry(string id, string? meaning, string remedy)
    {
        _text.Append("    ").Append(id).Append('\n');
        if (meaning is not null)
            Wrap(texts.Of(meaning), indent: 8);
        Wrap(remedy, indent: 8);
        _text.Append('\n');
    }

    private void Write(string paragraph, params object[] values)
    {
        Wrap(texts.Of(paragraph, values), indent: 4);
        _text.Append('\n');
    }

    private void Code(string lines) => _text.Append("    ").Append(lines.Replace("\n", "\n    ", StringComparison.Ordinal)).Append("\n\n");

    private void Wrap(string paragraph, int indent) => Paragraphs.Write(_text, paragraph, new string(' ', indent), indent);
}
