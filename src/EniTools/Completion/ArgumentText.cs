namespace EniTools.Completion;

/// <summary>How a value is typed as an argument.</summary>
internal static class ArgumentText
{
    /// <summary>The value as it is where its characters allow that, and in single quotes otherwise.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bare">What needs no quotes besides letters and digits.</param>
    public static string Of(string value, string bare = "_-") =>
        value.All(c => char.IsLetterOrDigit(c) || bare.IndexOf(c) >= 0) ? value : $"'{value.Replace("'", "''")}'";
}
