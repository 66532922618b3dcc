using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>The tags of a request, as Tag.N.Key and Tag.N.Value.</summary>
internal static class RequestedTags
{
    private const int MaxTags = 20;

    /// <exception cref="ApiFault">There are more than 20 tags.</exception>
    public static IReadOnlyList<Tag> Read(ApiRequest request)
    {
        if (!request.Has("Tag"))
            return [];

        // Clients may leave numbers out, and one number more shows that there are too many.
        var tags = new List<Tag>();
        for (var number = 1; number <= MaxTags + 1; number++)
        {
            if (request.Text($"Tag.{number}.Key") is { Length: > 0 } key)
                tags.Add(new Tag(key, request.Text($"Tag.{number}.Value")));
        }

        return tags.Count <= MaxTags ? tags : throw new ApiFault(403, "QuotaExceed.Tags", "Tags number exceeds quota.");
    }
}
