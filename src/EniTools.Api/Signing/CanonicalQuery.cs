using System.Text;

namespace EniTools.Api.Signing;

/// <summary>The parameters of a request in the one order and spelling that is signed.</summary>
internal static class CanonicalQuery
{
    /// <summary>Sorts parameters by name, ordinally, so that Ipv6Address.10 comes before Ipv6Address.2, and encodes them.</summary>
    /// <param name="parameters">Names and values, not encoded. An empty value is kept as "name=".</param>
    public static string Of(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = new StringBuilder(1024);
        foreach (var parameter in ParameterOrder.Sort(parameters))
        {
            if (query.Length > 0)
                query.Append('&');
            query.AppendEncoded(parameter.Key).Append('=').AppendEncoded(parameter.Value);
        }

        return query.ToString();
    }
}
