using System.Text;
using EniTools.Api.Files;

namespace EniTools.Emulator.World;

/// <summary>Keeps a world in a file: saved a moment after each change, even one that comes by itself, whole or not at all.</summary>
internal sealed class StateFile : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly LockedFile _file;
    private readonly object _saving = new();
    private readonly Timer _timer;
    private readonly Timer _ownChange;
    private volatile IKeptWorld? _world;
    private int _hasChanged;
    private bool _isDisposed;
    private volatile string? _problem;

    /// <summary>Takes the file, or creates it empty: a file of its user's rights, since a world holds no secret.</summary>
    /// <exception cref="StateNotWritableException">The file could not be written later.</exception>
    /// <exception cref="StateInUseException">Another emulator has the file.</exception>
    public StateFile(string path)
    {
        _file = Taken(Path.GetFullPath(path));
        _timer = new Timer(_ => SaveIfChanged());
        _ownChange = new Timer(_ => Changed());
    }

    /// <summary>Why the latest save failed; null when it did not.</summary>
    public string? Problem => _problem;

    /// <summary>True if there is a world to load. An empty file is one that no world was saved to yet.</summary>
    public bool HasWorld => _file.Stream.Length > 0;

    public void Load(CloudWorld world)
    {
        using var stream = RegularFile.OpenToRead(_file.Path);
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
        _file.Dispose();
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

    private void Save(IKeptWorld world) => _file.Replace(file =>
    {
        using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
        WorldDocument.Write(world.Copy(), text);
    });

    private static LockedFile Taken(string path)
    {
        try
        {
            // Found out before anybody relies on it.
            var file = LockedFile.TryOpen(path, isPrivate: false)
                ?? throw new StateInUseException($"Another emulator keeps its world in '{path}'.");
            try
            {
                file.CheckReplaceable();
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException and not StateInUseException or UnauthorizedAccessException)
        {
            throw new StateNotWritableException($"The state file '{path}' cannot be written: {exception.Message}", exception);
        }
    }
}
