using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Journal;

/// <summary>A process on a machine with a disk, in virtual time: it dies at a step by its number, and from then on does nothing to anybody.</summary>
internal sealed class SimulatedMachine(IClock time, SimulatedDisk disk, Random random, int diesAt) : IClock
{
    /// <summary>How many steps were done at which it could have died.</summary>
    public int Steps { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>The step from which on its disk is full.</summary>
    public int FullFrom { get; init; } = int.MaxValue;

    public DateTimeOffset UtcNow => time.UtcNow;

    public TimeSpan Elapsed => time.Elapsed;

    /// <summary>Takes a step, or dies of it.</summary>
    /// <returns>Whether it lives.</returns>
    public bool Step()
    {
        if (!IsDead && ++Steps == diesAt)
        {
            IsDead = true;
            disk.Crash(random);
        }

        return !IsDead;
    }

    /// <summary>A while that never ends for the dead.</summary>
    public async Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await time.DelayAsync(duration, cancellationToken);
        if (IsDead)
            await new TaskCompletionSource().Task;
    }

    /// <summary>The file as this process has it open.</summary>
    public Stream OpenFile() => new OpenedFile(this, disk);

    /// <summary>Has what was written go through to the device.</summary>
    public void Flush()
    {
        if (Step())
            disk.Flush();
        Step();
    }

    private sealed class OpenedFile(SimulatedMachine machine, SimulatedDisk disk) : MemoryStream(disk.Content, writable: false)
    {
        public override bool CanSeek => true;

        public override void SetLength(long value)
        {
            if (machine.Step())
                disk.Cut((int)value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (!machine.Step())
                return;
            // A full disk takes what it still has room for.
            var isFull = machine.Steps >= machine.FullFrom;
            disk.Append(buffer.AsSpan(offset, isFull ? count / 2 : count));
            if (isFull)
                throw new IOException("No space left on device.");
        }
    }
}

/// <summary>A file on a disk. What did not go through to the device is gone after a crash, but for some first part of it.</summary>
internal sealed class SimulatedDisk
{
    private readonly List<byte> _bytes = [];
    private int _durable;

    public byte[] Content => [.. _bytes];

    public void Append(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public void Cut(int length)
    {
        _bytes.RemoveRange(length, _bytes.Count - length);
        _durable = Math.Min(_durable, length);
    }

    public void Flush() => _durable = _bytes.Count;

    public void Crash(Random random)
    {
        Cut(random.Next(_durable, _bytes.Count + 1));
        _durable = _bytes.Count;
    }
}
