namespace EniTools.Api.Journal;

/// <summary>The form of a line, which docs/journal.md describes.</summary>
internal static class JournalFormat
{
    /// <summary>The version that is written, and the highest that is read. Version 1 has no line of the types inputEnd and lost.</summary>
    public const int Version = 2;

    /// <summary>The first characters of each journal, up to the version.</summary>
    public const string Beginning = "{\"type\":\"run\",\"journal\":\"EniTools\",\"version\":";

    /// <summary>The separator before a line's checksum.</summary>
    public const string BeforeCheck = ",\"crc\":\"";

    /// <summary>The last characters of a line, after the checksum.</summary>
    public const string AfterCheck = "\"}";

    /// <summary>The number of bytes from <see cref="BeforeCheck"/> to the end of a line.</summary>
    public const int EndLength = 8 + 8 + 2;

    private const uint Polynomial = 0xedb88320;
    // Four bytes at a time, a journal is read in five sixths of the time of one byte at a time.
    private static readonly uint[][] Tables = NewTables();

    /// <summary>Computes the CRC-32 of bytes that follow others.</summary>
    /// <param name="before">The CRC-32 of the others; zero if there are none.</param>
    /// <param name="bytes">A buffer with the bytes.</param>
    /// <param name="start">The index of the first byte.</param>
    /// <param name="end">The index after the last byte.</param>
    public static uint Check(uint before, byte[] bytes, int start, int end)
    {
        var (t0, t1, t2, t3) = (Tables[0], Tables[1], Tables[2], Tables[3]);
        var crc = ~before;
        for (; start + 4 <= end; start += 4)
        {
            crc ^= bytes[start] | ((uint)bytes[start + 1] << 8) | ((uint)bytes[start + 2] << 16) | ((uint)bytes[start + 3] << 24);
            crc = t3[crc & 0xff] ^ t2[(crc >> 8) & 0xff] ^ t1[(crc >> 16) & 0xff] ^ t0[crc >> 24];
        }

        for (; start < end; start++)
            crc = t0[(crc ^ bytes[start]) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] NewTables()
    {
        var tables = new[] { new uint[256], new uint[256], new uint[256], new uint[256] };
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            tables[0][i] = crc;
        }

        for (var table = 1; table < 4; table++)
        {
            for (var i = 0; i < 256; i++)
                tables[table][i] = (tables[table - 1][i] >> 8) ^ tables[0][tables[table - 1][i] & 0xff];
        }

        return tables;
    }
}
