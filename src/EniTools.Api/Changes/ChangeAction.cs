namespace EniTools.Api.Changes;

/// <summary>The kinds of change, by the names that a journal has for them.</summary>
internal enum ChangeAction
{
    /// <summary>Unassigns targets from their ENIs.</summary>
    Remove,

    /// <summary>Assigns targets to their ENIs.</summary>
    Assign,

    /// <summary>Ends the Internet bandwidth of targets.</summary>
    RemoveBandwidth,

    /// <summary>Buys Internet bandwidth for targets.</summary>
    AddBandwidth,

    /// <summary>Ends the Internet bandwidth of targets, then unassigns them.</summary>
    RemoveWithBandwidth,

    /// <summary>Assigns targets, then buys Internet bandwidth for those that name it.</summary>
    AssignWithBandwidth,
}

/// <summary>The steps that changes consist of.</summary>
internal enum ChangeStep
{
    Unassign,
    Assign,
    EndBandwidth,
    BuyBandwidth,

    /// <summary>Gives up an address that is not assigned to an ENI.</summary>
    Release,
}

/// <summary>The table of the kinds of change: their steps and their opposites. What else is asked about a kind follows from its steps.</summary>
internal static class ChangeActions
{
    private static readonly Dictionary<ChangeAction, (ChangeAction Opposite, ChangeStep[] Steps)> Table = new()
    {
        [ChangeAction.Remove] = (ChangeAction.Assign, [ChangeStep.Unassign]),
        [ChangeAction.Assign] = (ChangeAction.Remove, [ChangeStep.Assign]),
        [ChangeAction.RemoveBandwidth] = (ChangeAction.AddBandwidth, [ChangeStep.EndBandwidth]),
        [ChangeAction.AddBandwidth] = (ChangeAction.RemoveBandwidth, [ChangeStep.BuyBandwidth]),
        [ChangeAction.RemoveWithBandwidth] = (ChangeAction.AssignWithBandwidth, [ChangeStep.EndBandwidth, ChangeStep.Unassign]),
        [ChangeAction.AssignWithBandwidth] = (ChangeAction.RemoveWithBandwidth, [ChangeStep.Assign, ChangeStep.BuyBandwidth]),
    };

    /// <summary>The steps of a change, one or two, in their order.</summary>
    public static IReadOnlyList<ChangeStep> Steps(this ChangeAction action) => Table[action].Steps;

    /// <summary>The action that takes another one back.</summary>
    public static ChangeAction Opposite(this ChangeAction action) => Table[action].Opposite;

    /// <summary>True if the action unassigns or ends what there is; otherwise it assigns or buys.</summary>
    public static bool TakesAway(this ChangeAction action) => action.Steps()[0] is ChangeStep.Unassign or ChangeStep.EndBandwidth;

    /// <summary>True if the action buys Internet bandwidth.</summary>
    public static bool Buys(this ChangeAction action) => action.Steps().Contains(ChangeStep.BuyBandwidth);

    /// <summary>True if the action concerns Internet bandwidth alone, and leaves addresses and prefixes on their ENIs.</summary>
    public static bool IsBandwidthAlone(this ChangeAction action) => !action.Steps().Any(IsOfPlace);

    /// <summary>True if the action changes the Internet bandwidth of an address wherever the address is.</summary>
    public static bool ReachesBandwidth(this ChangeAction action) => !IsOfPlace(action.Steps()[0]);

    /// <summary>True if two actions on one target concern the same: its assignment, or its Internet bandwidth.</summary>
    public static bool TouchesSameAs(this ChangeAction action, ChangeAction other) =>
        action.Steps().Any(step => other.Steps().Any(another => IsOfPlace(step) == IsOfPlace(another)));

    private static bool IsOfPlace(ChangeStep step) => step is ChangeStep.Unassign or ChangeStep.Assign;
}
