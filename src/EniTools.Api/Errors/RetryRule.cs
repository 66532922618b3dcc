namespace EniTools.Api.Errors;

/// <summary>Whether sending a failed call again can help, and how.</summary>
internal enum RetryRule
{
    /// <summary>The same call fails the same way.</summary>
    Never,

    /// <summary>It passes by itself: again after a growing random wait.</summary>
    WithBackoff,

    /// <summary>It rarely passes by itself, such as an unknown name: again for a few seconds.</summary>
    Briefly,

    /// <summary>Flow control refused it: again when the pace of calls allows the next one.</summary>
    AtThePaceAllowed,

    /// <summary>The ENI or its instance may reach the right state: again for as long as the caller wants to wait for that.</summary>
    WithinTheWaitForState,
}
