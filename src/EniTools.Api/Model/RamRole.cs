using System.Diagnostics.CodeAnalysis;

namespace EniTools.Api.Model;

internal sealed record RamRole(string AccountId, string Name)
{
    private const string Prefix = "acs:ram::";
    private const string Middle = ":role/";

    /// <summary>Reads an ARN, such as acs:ram::1000000000000001:role/eni-operator.</summary>
    public static bool TryParse(string? arn, [NotNullWhen(true)] out RamRole? role)
    {
        role = null;
        if (arn is null || !arn.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var middle = arn.IndexOf(Middle, StringComparison.Ordinal);
        if (middle <= Prefix.Length || middle + Middle.Length == arn.Length)
            return false;
        role = new RamRole(arn.Substring(Prefix.Length, middle - Prefix.Length), arn.Substring(middle + Middle.Length));
        return role.AccountId.All(c => c is >= '0' and <= '9');
    }

    public override string ToString() => $"{Prefix}{AccountId}{Middle}{Name}";
}
