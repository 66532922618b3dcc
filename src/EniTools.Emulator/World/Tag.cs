namespace EniTools.Emulator.World;

/// <summary>A label that its owner gave a resource.</summary>
internal sealed record Tag(string Key, string Value);
