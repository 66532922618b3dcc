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
                return Sorted(list);
        }

        return list;
    }

    // Each call and each check of a signature sorts. LINQ would do it in a line, and in three times the time.
    private static KeyValuePair<string, string>[] Sorted(IReadOnlyList<KeyValuePair<string, string>> list)
    {
        var places = new int[list.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        Array.Sort(places, (one, other) =>
        {
            var order = string.CompareOrdinal(list[one].Key, list[other].Key);
            return order != 0 ? order : one - other;
        });
        return Array.ConvertAll(places, place => list[place]);
    }
}
