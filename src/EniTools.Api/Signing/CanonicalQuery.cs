using EniTools.Api.Model;

namespace EniTools.Api.Signing;

/// <summary>
/// The parameters of a request in the one order and spelling that is signed: by name, ordinally, so that Ipv6Address.10 comes before
/// Ipv6Address.2. An empty value is kept as "name=".
/// </summary>
internal static class CanonicalQuery
{
    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = ThreadBuffers.NewText();
        foreach (var parameter in ParameterOrder.Sort(parameters))
        {
            if (query.Length > 0)
                query.Append('&');
            query.AppendEncoded(parameter.Key).Append('=').AppendEncoded(parameter.Value);
        }

        return query.Finish();
    }
}

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
