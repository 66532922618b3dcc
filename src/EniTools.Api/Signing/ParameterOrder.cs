namespace EniTools.Api.Signing;

/// <summary>Names and values in the order that signatures are made over: by name, ordinally; equal names as they came.</summary>
internal static class ParameterOrder
{
    public static IReadOnlyList<KeyValuePair<string, string>> Sort(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        // What came from a client that signs is mostly sorted already.
        var list = pairs as IReadOnlyList<KeyValuePair<string, string>> ?? [.. pairs];
        for (var i = 1; i < list.Count; i++)
        {
            if (string.CompareOrdinal(list[i - 1].Key, list[i].Key) > 0)
                return [.. list.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        }

        return list;
    }
}
