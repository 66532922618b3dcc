namespace EniTools.Emulator.World;

/// <summary>A label that the owner of a resource gave it.</summary>
internal sealed record Tag(string Key, string Value);
