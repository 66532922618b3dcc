using System.Text;
using EniTools.Api.Files;

namespace EniTools.Emulator.World;

/// <summary>Keeps a world in a file: saved a moment after each change, even one that comes by itself, whole or not at all.</summary>
internal sealed class StateFile : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly string _path;
    private readonly string _beside;
    private readonly FileLock _lock;
    private readonly object _saving = new();
    private readonly Timer _timer;
    private readonly Timer _ownChange;
    private volatile IKeptWorld? _world;
    private int _hasChanged;
    private bool _isDisposed;
    private volatile string? _problem;

    /// <exception cref="StateNotWritableException">The file could not be written later.</exception>
    /// <exception cref="StateInUseException">Another emulator has it.</exception>
    public StateFile(string path)
    {
        _path = Path.GetFullPath(path);
        _beside = _path + ".new";
        _lock = Lock();
        try
        {
            CheckWritable();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _timer = new Timer(_ => SaveIfChanged());
        _ownChange = new Timer(_ => Changed());
    }

    /// <summary>Why the latest save failed; null when it did not.</summary>
    public string? Problem => _problem;

    /// <summary>Whether there is a world to load.</summary>
    public bool Exists => File.Exists(_path);

    public void Load(CloudWorld world)
    {
        using var stream = File.OpenRead(_path);
        WorldDocument.Read(world, stream);
    }

    /// <summary>Sets the world that is saved from now on.</summary>
    public void Keep(IKeptWorld world) => _world = world;

    /// <summary>Asks for the world to be saved soon.</summary>
    public void Changed()
    {
        if (Interlocked.Exchange(ref _hasChanged, 1) == 0)
            _timer.Change(Moment, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_saving)
        {
            _isDisposed = true;
            _timer.Dispose();
            _ownChange.Dispose();
        }

        SaveIfChanged();
        _lock.Dispose();
    }

    private void SaveIfChanged()
    {
        lock (_saving)
        {
            if (Interlocked.Exchange(ref _hasChanged, 0) == 0 || _world is not { } world)
                return;
            try
            {
                // Before the save: what changes during it is saved again.
                var wait = world.UntilOwnChange;
                Save(world);
                _problem = null;
                if (wait is { } time && !_isDisposed)
                    _ownChange.Change(time < LongestWait ? time : LongestWait, Timeout.InfiniteTimeSpan);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The disk is full, or a program has the file open: that may pass.
                _problem = exception.Message;
                _hasChanged = 1;
                if (!_isDisposed)
                    _timer.Change(Patience, Timeout.InfiniteTimeSpan);
            }
        }
    }

    // Written beside the file and moved into its place: a reader finds the old world or the new one.
    private void Save(IKeptWorld world)
    {
        using (var file = File.Create(_beside))
        {
            using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
            WorldDocument.Write(world.Copy(), text);
            text.Flush();
            // To the disk before it replaces what is there.
            file.Flush(flushToDisk: true);
        }

        if (Exists)
            File.Replace(_beside, _path, null);
        else
            File.Move(_beside, _path);
    }

    private FileLock Lock() =>
        Try(() => FileLock.TryTake(_path)) ?? throw new StateInUseException($"Another emulator keeps its world in '{_path}'.");

    // Found out before anybody relies on it, and without a trace.
    private void CheckWritable() => Try(() =>
    {
        if (Directory.Exists(_path))
            throw new IOException("It is a folder.");
        if (Exists)
            File.Open(_path, FileMode.Open, FileAccess.ReadWrite).Dispose();
        File.Create(_beside).Dispose();
        File.Delete(_beside);
        return true;
    });

    private T Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StateNotWritableException($"The state file '{_path}' cannot be written: {exception.Message}", exception);
        }
    }
}
