using System.Text;
using EniTools.Api.Transport;

namespace EniTools.Api.Journal;

/// <summary>A text in any encoding of Unicode, with CR LF or LF, read as UTF-8 with LF: forward, and again from its beginning.</summary>
internal sealed class PlainText : ForwardStream
{
    private readonly Stream _file;
    private readonly char[] _chars = new char[64 * 1024];
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private StreamReader _reader;
    private byte[] _bytes = [];
    private int _at;
    private bool _endsWithReturn;

    public PlainText(Stream file)
    {
        // A byte order mark begins with such a byte, and no journal does.
        IsAsRead = file.ReadByte() < 0xef;
        file.Position = 0;
        (_file, _reader) = (file, NewReader(file));
    }

    /// <summary>True as long as the text that was read is what the file holds, byte for byte.</summary>
    public bool IsAsRead { get; private set; }

    public override bool CanSeek => true;

    public override long Position
    {
        get => 0;
        set
        {
            _file.Position = value == 0 ? 0 : throw new NotSupportedException();
            _reader = NewReader(_file);
            (_bytes, _at, _endsWithReturn) = ([], 0, false);
            _encoder.Reset();
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_at == _bytes.Length)
        {
            var read = _reader.Read(_chars, 0, _chars.Length);
            var wasAtEnd = read == 0 && !_endsWithReturn;
            if (wasAtEnd)
                return 0;
            (_bytes, _at) = (NextBytes(read), 0);
        }

        var taken = Math.Min(count, _bytes.Length - _at);
        Buffer.BlockCopy(_bytes, _at, buffer, offset, taken);
        _at += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private static StreamReader NewReader(Stream file) =>
        new(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);

    private byte[] NextBytes(int read)
    {
        var plain = new StringBuilder(read + 1);
        for (var i = 0; i < read; i++)
        {
            if (_endsWithReturn && _chars[i] != '\n')
                plain.Append('\r');
            else if (_endsWithReturn)
                IsAsRead = false;
            _endsWithReturn = _chars[i] == '\r';
            if (!_endsWithReturn)
                plain.Append(_chars[i]);
        }

        if (read == 0)
        {
            plain.Append('\r');
            _endsWithReturn = false;
        }

        var chars = plain.ToString().ToCharArray();
        var bytes = new byte[_encoder.GetByteCount(chars, 0, chars.Length, flush: read == 0)];
        _encoder.GetBytes(chars, 0, chars.Length, bytes, 0, flush: read == 0);
        return bytes;
    }
}
