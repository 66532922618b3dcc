namespace EniTools.Api.Signing;

/// <summary>Names and values in the order in which they are signed: by name, ordinally; equal names as they came.</summary>
internal static class ParameterOrder
{
    public static IReadOnlyList<KeyValuePair<string, string>> Sort(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        // Clients that sign mostly sort before they send.
        var list = pairs as IReadOnlyList<KeyValuePair<string, string>> ?? [.. pairs];
        for (var i = 1; i < list.Count; i++)
        {
            if (string.CompareOrdinal(list[i - 1].Key, list[i].Key) > 0)
                return [.. list.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        }

        return list;
    }
}
