namespace EniTools.Completion;

/// <summary>The text of a value as an argument.</summary>
internal static class ArgumentText
{
    /// <summary>Gets a value as it is if its characters allow that, and in single quotes otherwise.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bare">The characters that need no quotes, besides letters and digits.</param>
    public static string Of(string value, string bare = "_-") =>
        value.All(c => char.IsLetterOrDigit(c) || bare.IndexOf(c) >= 0) ? value : $"'{value.Replace("'", "''")}'";
}
