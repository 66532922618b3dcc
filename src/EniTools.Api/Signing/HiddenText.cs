namespace EniTools.Api.Signing;

/// <summary>Takes secrets out of messages that repeat what was sent.</summary>
internal static class HiddenText
{
    public static string RemoveFrom(string text, params string?[] secrets)
    {
        foreach (var secret in secrets)
        {
            // Plain, as in a query, and as in a V1 string to sign.
            for (var (form, times) = (secret, 0); form is not null && times < 3; form = PercentEncoding.Encode(form), times++)
                text = text.Replace(form, "***");
        }

        return text;
    }
}
