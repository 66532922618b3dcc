namespace EniTools.Schedules;

/// <summary>A file, and what of it is on the device.</summary>
internal sealed class Disk : MemoryStream
{
    private readonly object _lock = new();
    private byte[] _durable = [];

    /// <summary>What a crash would leave at least.</summary>
    public byte[] Durable
    {
        get
        {
            lock (_lock)
                return _durable;
        }
    }

    /// <summary>Whether there is no room left.</summary>
    public bool IsFull { get; set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (IsFull)
            throw new IOException("No space left on device.");
        base.Write(buffer, offset, count);
    }

    /// <summary>Has what was written go through to the device.</summary>
    public void FlushToDevice()
    {
        lock (_lock)
            _durable = ToArray();
    }
}
