namespace EniTools.Api.Files;

/// <summary>The kind, owner, rights, identity and length of a file on Linux or macOS.</summary>
internal readonly record struct FileFacts(int Mode, uint Owner, (ulong Device, ulong Number) Identity, long Length)
{
    private const int KindMask = 0xf000;

    /// <summary>True if the file is a plain file: not a folder, pipe, socket or device.</summary>
    public bool IsRegular => (Mode & KindMask) == 0x8000;

    /// <summary>The kind of a file that is not a plain one, with its article.</summary>
    public string Kind => (Mode & KindMask) switch
    {
        0x1000 => "a pipe (FIFO)",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a folder",
        0xc000 => "a socket",
        _ => "not a file",
    };

    /// <summary>Who may read, write and run the file, as chmod has it.</summary>
    public int Rights => Mode & 0x1ff;

    // struct statx, which is the same on every machine.
    public static FileFacts OfLinux(byte[] buffer) => new(
        BitConverter.ToUInt16(buffer, 28),
        BitConverter.ToUInt32(buffer, 20),
        (BitConverter.ToUInt64(buffer, 136), BitConverter.ToUInt64(buffer, 32)),
        BitConverter.ToInt64(buffer, 40));

    // struct stat with 64-bit file numbers.
    public static FileFacts OfMac(byte[] buffer) => new(
        BitConverter.ToUInt16(buffer, 4),
        BitConverter.ToUInt32(buffer, 16),
        (BitConverter.ToUInt32(buffer, 0), BitConverter.ToUInt64(buffer, 8)),
        BitConverter.ToInt64(buffer, 96));
}
