namespace EniTools.Emulator.Http;

/// <summary>Looks for a parameter. Requests have few, so a search is quicker than a table.</summary>
internal static class ParameterSearch
{
    /// <summary>The first value of a parameter; null when it is absent.</summary>
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
