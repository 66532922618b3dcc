namespace EniTools.Api.Errors;

/// <summary>Whether sending a failed call again can help, and how.</summary>
internal enum RetryRule
{
    Never,

    /// <summary>The failure passes by itself: again after a growing random wait.</summary>
    WithBackoff,

    /// <summary>The failure rarely passes by itself, such as an unknown name: again for a few seconds.</summary>
    Briefly,

    /// <summary>Flow control refused the call: again when the pace allows the next one.</summary>
    AtThePaceAllowed,

    /// <summary>The ENI or its instance may reach the right state: again for as long as the caller wants to wait for that.</summary>
    WithinTheWaitForState,
}
