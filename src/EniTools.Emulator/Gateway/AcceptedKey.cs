namespace EniTools.Emulator.Gateway;

/// <summary>An AccessKey that the emulator accepts.</summary>
/// <param name="Id">The AccessKey id.</param>
/// <param name="Secret">The AccessKey secret.</param>
internal sealed record AcceptedKey(string Id, string Secret)
{
    /// <summary>The id alone.</summary>
    public override string ToString() => Id;
}
