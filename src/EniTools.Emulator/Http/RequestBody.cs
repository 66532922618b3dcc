using EniTools.Api.Transport;

namespace EniTools.Emulator.Http;

/// <summary>The body of a request, by its length or in chunks. No byte is read before the handler asks for it.</summary>
internal sealed class RequestBody(HttpConnection connection, RequestHead head) : ForwardStream
{
    // Of the size of a chunk.
    private const int MaxSizeDigits = 8;

    private long _left = head.ContentLength;
    private long _read;
    private long _maxBytes = long.MaxValue;
    private bool _isChunkOpen;
    private bool _isContinued = !head.ExpectsContinue;

    /// <summary>True if the whole body was read.</summary>
    public bool IsAtEnd { get; private set; } = !head.IsChunked && head.ContentLength == 0;

    /// <summary>The length, or null if it is not known before the end.</summary>
    public long? KnownLength => head.IsChunked ? null : head.ContentLength;

    /// <summary>Sets the size above which the request ends with HTTP 413.</summary>
    /// <exception cref="BadRequestException">The announced length is above it.</exception>
    public void Limit(long maxBytes)
    {
        _maxBytes = maxBytes;
        Check(KnownLength ?? 0);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (IsAtEnd || count == 0)
            return 0;
        if (!_isContinued)
        {
            _isContinued = true;
            await connection.ContinueAsync().ConfigureAwait(false);
        }

        if (head.IsChunked && _left == 0 && !await OpenChunkAsync().ConfigureAwait(false))
            return 0;

        var read = await connection.ReadAsync(buffer, offset, (int)Math.Min(count, _left)).ConfigureAwait(false);
        _left -= read;
        _read += read;
        Check(_read);
        IsAtEnd = _left == 0 && !head.IsChunked;
        return read;
    }

    private void Check(long length)
    {
        if (length > _maxBytes)
            throw new BadRequestException(413, FormattableString.Invariant($"The body is larger than {_maxBytes} bytes."));
    }

    // Extensions of chunks and trailers are refused: only attacks use them, to be read in two ways.
    private async Task<bool> OpenChunkAsync()
    {
        if (_isChunkOpen)
            await ReadLineEndAsync().ConfigureAwait(false);
        _isChunkOpen = true;
        var size = 0L;
        for (var digits = 0; ; digits++)
        {
            var c = (char)await connection.ReadByteAsync().ConfigureAwait(false);
            if (c == '\r' && digits > 0)
                break;
            if (!RequestHead.IsHexDigit(c) || digits == MaxSizeDigits)
                throw new BadRequestException("The size of a chunk is not a hexadecimal number of up to eight digits.");
            size = (size * 16) + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        await ReadByteAsync((byte)'\n').ConfigureAwait(false);
        _left = size;
        if (size > 0)
            return true;
        await ReadLineEndAsync().ConfigureAwait(false);
        IsAtEnd = true;
        return false;
    }

    private async Task ReadLineEndAsync()
    {
        await ReadByteAsync((byte)'\r').ConfigureAwait(false);
        await ReadByteAsync((byte)'\n').ConfigureAwait(false);
    }

    private async Task ReadByteAsync(byte expected)
    {
        if (await connection.ReadByteAsync().ConfigureAwait(false) != expected)
            throw new BadRequestException("A chunk does not end where it has to, or has an extension, or a trailer follows.");
    }
}
