using System.Text;
using EniTools.Api.Files;

namespace EniTools.Emulator.World;

/// <summary>A file that keeps a world. The world is saved a moment after each change, also at the end of a transition, whole or not at all.</summary>
internal sealed class StateFile : IDisposable
{
    private static readonly TimeSpan SaveDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly LockedFile _file;
    private readonly object _saving = new();
    private readonly Timer _timer;
    private readonly Timer _transitionTimer;
    private volatile Func<IReadOnlyList<RegionCopy>>? _copy;
    private volatile Func<TimeSpan?> _untilTransitionEnd = () => null;
    private int _hasChanged;
    private bool _isDisposed;
    private volatile string? _problem;

    /// <summary>Locks the file, or creates an empty one. It has the rights of any file of its user, as a world holds no secret.</summary>
    /// <exception cref="StateNotWritableException">The file cannot be written.</exception>
    /// <exception cref="StateInUseException">Another emulator has the file.</exception>
    public StateFile(string path)
    {
        _file = Taken(Path.GetFullPath(path));
        _timer = new Timer(_ => SaveIfChanged());
        _transitionTimer = new Timer(_ => Changed());
    }

    /// <summary>The reason of a failure of the latest save; null if the save succeeded.</summary>
    public string? Problem => _problem;

    /// <summary>True if there is a world to load. An empty file has no saved world yet.</summary>
    public bool HasWorld => _file.Stream.Length > 0;

    public void Load(CloudWorld world)
    {
        using var stream = RegularFile.OpenToRead(_file.Path);
        WorldDocument.Read(world, stream);
    }

    /// <summary>Sets the world that is saved from now on.</summary>
    /// <param name="copy">Returns a copy of the world.</param>
    /// <param name="untilTransitionEnd">Returns the time until the world changes by itself; null if it does not.</param>
    public void Keep(Func<IReadOnlyList<RegionCopy>> copy, Func<TimeSpan?> untilTransitionEnd) =>
        (_untilTransitionEnd, _copy) = (untilTransitionEnd, copy);

    /// <summary>Saves the world soon.</summary>
    public void Changed()
    {
        if (Interlocked.Exchange(ref _hasChanged, 1) == 0)
            _timer.Change(SaveDelay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_saving)
        {
            _isDisposed = true;
            _timer.Dispose();
            _transitionTimer.Dispose();
        }

        SaveIfChanged();
        _file.Dispose();
    }

    private void SaveIfChanged()
    {
        lock (_saving)
        {
            if (Interlocked.Exchange(ref _hasChanged, 0) == 0 || _copy is not { } copy)
                return;
            try
            {
                // Before the save: a change during the save leads to another one.
                var wait = _untilTransitionEnd();
                Save(copy);
                _problem = null;
                if (wait is { } time && !_isDisposed)
                    _transitionTimer.Change(time < MaxWait ? time : MaxWait, Timeout.InfiniteTimeSpan);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The disk is full, or a program has the file open. Both may pass.
                _problem = exception.Message;
                _hasChanged = 1;
                if (!_isDisposed)
                    _timer.Change(RetryDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Save(Func<IReadOnlyList<RegionCopy>> copy) => _file.Replace(file =>
    {
        using var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 64 * 1024, leaveOpen: true);
        WorldDocument.Write(copy(), text);
    });

    private static LockedFile Taken(string path)
    {
        try
        {
            // Before somebody relies on the file.
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
