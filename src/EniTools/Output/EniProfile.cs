using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>A way to sign in to an account: a profile, or a role that is assumed there. It is piped on to what works in the account, and holds no secret.</summary>
public sealed class EniProfile
{
    internal EniProfile(CliProfile profile, bool isCurrent)
    {
        (ProfileName, Mode, RegionId, IsCurrent) = (profile.Name, profile.Mode, profile.RegionId, isCurrent);
        AccountId = RamRole.TryParse(profile.RoleArn, out var role) ? role.AccountId : null;
    }

    internal EniProfile(RamRole role, string? regionId) =>
        (ProfileName, Mode, RegionId, AccountId) = (role.ToString(), "RamRole", regionId, role.AccountId);

    /// <summary>The name by which cmdlets take it: that of a profile, or the ARN of a role.</summary>
    public string ProfileName { get; }

    /// <summary>How it signs in: the mode of the profile, such as AK or RamRoleArn, or RamRole for a role that the key in force assumes.</summary>
    public string Mode { get; }

    /// <summary>The region that the profile names, or that is in force; null for none.</summary>
    public string? RegionId { get; }

    /// <summary>The account of the role; null where only the service knows.</summary>
    public string? AccountId { get; }

    /// <summary>Whether it is the current one of the file.</summary>
    public bool IsCurrent { get; }

    /// <summary>The name.</summary>
    public override string ToString() => ProfileName;
}
