using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Emulator.Http;

/// <summary>A connection, whose requests are read, handled and answered one after the other.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int BufferBytes = 4 * 1024;
    private const long NoDeadline = long.MaxValue;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HttpLimits _limits;
    private readonly Func<DateTimeOffset> _now;

    // The bytes between start and end are received and not read yet.
    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    private byte[] _answer = [];
    private long _deadline;

    // The current piece of a body.
    private long _pieceDeadline;
    private int _pieceLeft;

    public HttpConnection(Socket socket, HttpLimits limits, Func<DateTimeOffset> now)
    {
        (_socket, _limits, _now) = (socket, limits, now);
        socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Allow(limits.Idle);
    }

    /// <summary>True if the client should have sent or read something by now.</summary>
    public bool IsOverdue => Volatile.Read(ref _deadline) < Stopwatch.GetTimestamp();

    /// <summary>Answers requests until the client or a limit ends the connection.</summary>
    public async Task ServeAsync(Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle, CancellationToken stopping)
    {
        try
        {
            while (await ServeOneAsync(handle, stopping).ConfigureAwait(false))
            {
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The client left, a time limit was reached, or the server is closing. After a defect, the client must not wait for ever.
            Break();
        }
    }

    /// <summary>Breaks the connection. The client sees a reset, or an end if the server was waiting for the next bytes.</summary>
    public void Break()
    {
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The socket is closed already.
        }

        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Tells a client that waits for the permission to send its body.</summary>
    public Task ContinueAsync()
    {
        // The client did not wait.
        if (_start < _end)
            return Task.CompletedTask;
        var text = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
        return _stream.WriteAsync(text, 0, text.Length);
    }

    /// <summary>Reads a part of a body.</summary>
    public async Task<int> ReadAsync(byte[] buffer, int offset, int count)
    {
        int read;
        if (_start < _end)
        {
            read = Math.Min(count, _end - _start);
            Buffer.BlockCopy(_buffer, _start, buffer, offset, read);
            _start += read;
        }
        else
        {
            AllowPiece();
            read = await _stream.ReadAsync(buffer, offset, count).ConfigureAwait(false);
            if (read == 0)
                throw LeftInBody();
            Wait();
        }

        _pieceLeft -= read;
        return read;
    }

    /// <summary>Reads one byte between the chunks of a body.</summary>
    public async Task<byte> ReadByteAsync()
    {
        if (_start == _end)
        {
            AllowPiece();
            if (!await FillAsync().ConfigureAwait(false))
                throw LeftInBody();
            Wait();
        }

        return _buffer[_start++];
    }

    private async Task<bool> ServeOneAsync(
        Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle, CancellationToken stopping)
    {
        RequestHead? head = null;
        OutgoingAnswer answer;
        var keepsAlive = false;
        try
        {
            head = await ReadHeadAsync().ConfigureAwait(false);
            if (head is null)
                return false;
            Wait();
            _pieceLeft = 0;
            using var body = new RequestBody(this, head);
            answer = await handle(new IncomingRequest(head, body), stopping).ConfigureAwait(false);
            keepsAlive = head.KeepsAlive && body.IsAtEnd;
        }
        catch (BadRequestException problem)
        {
            answer = new OutgoingAnswer(problem.Status, "text/plain;charset=utf-8", Encoding.UTF8.GetBytes(problem.Message), "");
        }

        switch (answer.Delivery)
        {
            case Delivery.Dropped:
                Break();
                return false;
            case Delivery.Never:
                await ReadUntilClosedAsync(NoDeadline).ConfigureAwait(false);
                return false;
        }

        await WriteAsync(answer, isHead: head?.Method == "HEAD", keepsAlive).ConfigureAwait(false);
        if (keepsAlive && answer.Delivery == Delivery.Whole)
            return true;
        _socket.Shutdown(SocketShutdown.Send);
        // Closing with unread bytes would reset the connection, and the client might lose the response.
        await ReadUntilClosedAsync(After(_limits.Linger)).ConfigureAwait(false);
        return false;
    }

    /// <summary>Reads up to the end of a head; null if the client closed the connection before its end.</summary>
    private async Task<RequestHead?> ReadHeadAsync()
    {
        Allow(_start < _end ? _limits.Progress : _limits.Idle);
        var (line, next) = (0, 0);
        while (true)
        {
            for (int end; (end = Array.IndexOf(_buffer, (byte)'\n', _start + next, _end - _start - next)) >= 0;)
            {
                var length = end - _start - line;
                if (length == 0 || _buffer[end - 1] != '\r')
                    throw new BadRequestException("A line of the head ends with LF alone.");
                line = next = end + 1 - _start;
                if (length > 1)
                    continue;
                if (line == 2)
                    throw new BadRequestException("The request begins with an empty line.");
                CheckSize(line);
                var head = RequestHead.Parse(_buffer, _start, end + 1, _limits.MaxHeaders);
                _start = end + 1;
                return head;
            }

            next = _end - _start;
            CheckSize(next);
            if (!await FillAsync().ConfigureAwait(false))
                return null;
            if (next == 0)
                Allow(_limits.Progress);
        }
    }

    private void CheckSize(int length)
    {
        if (length > _limits.MaxHeadBytes)
            throw new BadRequestException(431, FormattableString.Invariant($"The head is larger than {_limits.MaxHeadBytes} bytes."));
    }

    // Reads more bytes behind the others.
    private async Task<bool> FillAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            // A large head leaves no large buffer.
            if (_buffer.Length > BufferBytes)
                _buffer = new byte[BufferBytes];
        }
        else if (_end == _buffer.Length)
        {
            var larger = _start == 0 ? new byte[_buffer.Length * 2] : _buffer;
            Buffer.BlockCopy(_buffer, _start, larger, 0, _end - _start);
            (_buffer, _start, _end) = (larger, 0, _end - _start);
        }

        var read = await _stream.ReadAsync(_buffer, _end, _buffer.Length - _end).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private async Task ReadUntilClosedAsync(long deadline)
    {
        Volatile.Write(ref _deadline, deadline);
        (_start, _end) = (0, 0);
        while (await _stream.ReadAsync(_buffer, 0, _buffer.Length).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task WriteAsync(OutgoingAnswer answer, bool isHead, bool keepsAlive)
    {
        var head = HeadOf(answer, keepsAlive);
        var length = isHead ? 0 : answer.Delivery == Delivery.Cut ? answer.Body.Length / 2 : answer.Body.Length;
        // Head and body in one packet, as far as they fit.
        var fits = Math.Min(length, HttpLimits.PieceBytes - head.Length);
        if (_answer.Length < head.Length + fits)
            _answer = new byte[Math.Max(BufferBytes, head.Length + fits)];
        for (var i = 0; i < head.Length; i++)
            _answer[i] = (byte)(head[i] is '\r' or '\n' or (>= ' ' and <= '~') ? head[i] : '?');
        Buffer.BlockCopy(answer.Body, 0, _answer, head.Length, fits);
        Allow(_limits.Progress);
        await _stream.WriteAsync(_answer, 0, head.Length + fits).ConfigureAwait(false);
        for (var sent = fits; sent < length; sent += HttpLimits.PieceBytes)
        {
            Allow(_limits.Progress);
            await _stream.WriteAsync(answer.Body, sent, Math.Min(HttpLimits.PieceBytes, length - sent)).ConfigureAwait(false);
        }
    }

    private string HeadOf(OutgoingAnswer answer, bool keepsAlive)
    {
        var text = new StringBuilder(256)
            .Append("HTTP/1.1 ").Append(answer.Status.ToString(CultureInfo.InvariantCulture))
            .Append(' ').Append(answer.Status == 200 ? "OK" : ((HttpStatusCode)answer.Status).ToString())
            .Append("\r\nDate: ").Append(_now().UtcDateTime.ToString("R", CultureInfo.InvariantCulture))
            .Append("\r\nContent-Length: ").Append(answer.Body.Length.ToString(CultureInfo.InvariantCulture));
        Add("Content-Type", answer.ContentType);
        if (answer.RequestId.Length > 0)
            Add("x-acs-request-id", answer.RequestId);
        if (answer.RetryAfter is { } wait)
            Add("x-acs-retry-after", ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        foreach (var header in answer.Headers)
            Add(header.Key, header.Value);
        if (!keepsAlive)
            Add("Connection", "close");
        return text.Append("\r\n\r\n").ToString();

        void Add(string name, string value) => text.Append("\r\n").Append(name).Append(": ").Append(value);
    }

    private void Allow(TimeSpan time) => Volatile.Write(ref _deadline, After(time));

    private void AllowPiece()
    {
        if (_pieceLeft <= 0)
            (_pieceDeadline, _pieceLeft) = (After(_limits.Progress), HttpLimits.PieceBytes);
        Volatile.Write(ref _deadline, _pieceDeadline);
    }

    // No deadline while the client waits for the server.
    private void Wait() => Volatile.Write(ref _deadline, NoDeadline);

    private static EndOfStreamException LeftInBody() => new("The client closed the connection in the middle of a body.");

    private static long After(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
}
