using System.Collections;
using System.Reflection;
using System.Text;
using EniTools.Api.Errors;

namespace EniTools.Help;

/// <summary>about_EniTools_Errors: every error id, what it means and what to do, from the lists that the cmdlets use themselves.</summary>
internal static class ErrorTopic
{
    private const int Width = 78;

    private static readonly Uri AnyEndpoint = new("https://ecs.example.com");

    public static string Build(Assembly module, Comments comments)
    {
        var remedyFor = RemediesOf(module);
        var text = new StringBuilder();
        Head(text, "TOPIC");
        Write(text, "about_EniTools_Errors");
        Head(text, "SHORT DESCRIPTION");
        Write(text, "Every error id of EniTools: what it means and what to do.");
        Head(text, "LONG DESCRIPTION");
        Write(text, "The id is the first part of an error's FullyQualifiedErrorId, before the comma. "
            + "Where the service gave a code, the id is that code. "
            + "Codes come in families: one that is not listed has the meaning of its longest listed beginning, "
            + "so Throttling.User is explained at Throttling.");
        Write(text, "Each error of a cmdlet that changes or plans has what to do as ErrorDetails.RecommendedAction. "
            + "Its TargetObject is the whole input, to be piped back in, or null where the error is about no input. "
            + "An error of the service has its RequestId and HttpStatus in the exception.");
        Write(
            text,
            """
                $failed = $Error[0]
                ($failed.FullyQualifiedErrorId -split ',')[0]
                $failed.ErrorDetails.RecommendedAction
                $failed.TargetObject
            """);

        Head(text, "ERRORS OF ENITOOLS");
        foreach (var (id, meaning, remedy) in OwnOf(module))
            Entry(text, id, meaning, remedy);

        Head(text, "ERRORS WITHOUT A CODE OF THE SERVICE");
        foreach (var (failure, meaning) in OfTheWay(comments))
            Entry(text, failure.Code, meaning, remedyFor(failure.Code, failure.Remedy));

        Head(text, "ERRORS OF THE SERVICE");
        Write(text, "By what they mean for the caller. "
            + "Those that are sent again become errors only when the time for them runs out.");
        var kinds = ErrorCatalog.Codes
            .Select(code => (Code: code, Meaning: ErrorCatalog.MeaningOf(code, 0)))
            .GroupBy(entry => entry.Meaning.Kind)
            .OrderBy(kind => kind.Key);
        foreach (var kind in kinds)
        {
            Write(text, $"{kind.Key}: {Summary(comments, kind.Key)} Sent again? {Summary(comments, ErrorCatalog.RetryRuleOf(kind.Key))}");
            foreach (var (code, meaning) in kind)
                Entry(text, code, null, remedyFor(code, meaning.Remedy));
        }

        Write(text, $"{ErrorKind.Other}: {Summary(comments, ErrorKind.Other)} {ErrorCatalog.MeaningOf("?", 0).Remedy}");
        Head(text, "SEE ALSO");
        Write(text, "about_EniTools_Runbooks");
        return text.ToString();
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
    private static IEnumerable<(ApiException Failure, string Meaning)> OfTheWay(Comments comments)
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
                "", "The message says which place gave none and why. Get-EniContext shows where the credential comes from."),
        ];
        return failures.Select(failure => (failure, MeaningOf(failure, comments)));
    }

    // One class has several codes: the comment of each says when it applies.
    private static string MeaningOf(ApiException failure, Comments comments)
    {
        const string Beginning = "The code when ";
        var code = failure.GetType().GetFields(BindingFlags.Public | BindingFlags.Static)
            .Single(field => field.IsLiteral && failure.Code.Equals(field.GetRawConstantValue()));
        var text = Comments.Text(comments.Of(code).Element("summary"));
        return text.StartsWith(Beginning, StringComparison.Ordinal)
            ? string.Concat(text[Beginning.Length..(Beginning.Length + 1)].ToUpperInvariant(), text.AsSpan(Beginning.Length + 1))
            : Comments.Text(comments.Of(failure.GetType()).Element("summary"));
    }

    private static string Summary<T>(Comments comments, T value)
        where T : struct, Enum => Comments.Text(comments.Of(typeof(T).GetField(value.ToString())!).Element("summary"));

    private static void Head(StringBuilder text, string head) => text.Append(head).Append('\n');

    private static void Entry(StringBuilder text, string id, string? meaning, string remedy)
    {
        text.Append("    ").Append(id).Append('\n');
        if (meaning is not null)
            Wrap(text, meaning, "        ");
        Wrap(text, remedy, "        ");
        text.Append('\n');
    }

    private static void Write(StringBuilder text, string paragraph)
    {
        if (paragraph.Contains('\n', StringComparison.Ordinal))
            text.Append("    ").Append(paragraph.Replace("\n", "\n    ", StringComparison.Ordinal)).Append('\n');
        else
            Wrap(text, paragraph, "    ");
        text.Append('\n');
    }

    private static void Wrap(StringBuilder text, string paragraph, string indent)
    {
        var line = indent;
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length + word.Length > Width && line != indent)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = indent;
            }

            line += word + " ";
        }

        text.Append(line.TrimEnd()).Append('\n');
    }
}
