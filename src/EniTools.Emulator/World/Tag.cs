namespace EniTools.Emulator.World;

/// <summary>A tag of a resource.</summary>
internal sealed record Tag(string Key, string Value)
{
    /// <summary>True if each wanted tag is there; an empty value fits any.</summary>
    public static bool HasAll(IReadOnlyList<Tag> tags, IReadOnlyList<Tag> wanted) =>
        wanted.All(one => tags.Any(tag => tag.Key == one.Key && (one.Value.Length == 0 || tag.Value == one.Value)));
}
