namespace EniTools.Emulator.Http;

/// <summary>Finds a parameter in a list: requests have few, so a search is faster than a table.</summary>
internal static class ParameterSearch
{
    /// <summary>Returns the first value of a parameter; null if it is absent.</summary>
    public static string? FirstValue(this IReadOnlyList<KeyValuePair<string, string>> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Key == name)
                return parameters[i].Value;
        }

        return null;
    }
}
