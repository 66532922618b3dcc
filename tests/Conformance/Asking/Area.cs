namespace EniTools.Conformance.Asking;

/// <summary>The place in which a run may work, as its user named it.</summary>
internal sealed record Area(string RegionId, string VSwitchId, string SecurityGroupId)
{
    /// <summary>The tag of every ENI that a run makes. Its value is the run's id.</summary>
    public const string TagKey = "enitools-conformance";

    /// <summary>The run's id: 128 random bits, so that no other ENI has the tag.</summary>
    public string RunId { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The instance that ENIs of the run are attached to, or null if they are not attached.</summary>
    public string? InstanceId { get; init; }

    /// <summary>True if Internet bandwidth may be bought.</summary>
    public bool MayBuy { get; init; }

    /// <summary>Returns the name of the ENI with this number.</summary>
    public string NameOf(int number) => $"{TagKey}-{RunId[..8]}-{number}";
}
