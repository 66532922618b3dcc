using System.Xml;

namespace EniTools.Api.Transport;

/// <summary>Checks on the way that JSON is one whole object or list. The reader in the box takes one that breaks off for a whole one, and two for one.</summary>
internal sealed class WholeJson(Stream json) : ForwardStream
{
    private bool _isText;
    private bool _isEscape;
    private bool _hasEnded;
    private int _depth;

    /// <exception cref="XmlException">The JSON breaks off or goes on.</exception>
    public static void Check(byte[] text)
    {
        var whole = new WholeJson(Null);
        whole.Scan(text, 0, text.Length);
        whole.ScanEnd();
    }

    /// <exception cref="XmlException">The JSON breaks off or goes on.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = json.Read(buffer, offset, count);
        if (read == 0 && count > 0)
            ScanEnd();
        else
            Scan(buffer, offset, read);
        return read;
    }

    private void Scan(byte[] text, int offset, int count)
    {
        for (var i = offset; i < offset + count; i++)
        {
            var c = (char)text[i];
            if (_isEscape)
                _isEscape = false;
            else if (_isText)
                (_isText, _isEscape) = (c != '"', c == '\\');
            else if (c is ' ' or '\t' or '\r' or '\n')
                continue;
            else if (_hasEnded)
                throw Broken();
            else if (c == '"')
                _isText = true;
            else if (c is '{' or '[')
                _depth++;
            else if (c is '}' or ']')
                _hasEnded = --_depth <= 0;
        }
    }

    private void ScanEnd()
    {
        if (_depth != 0 || _isText)
            throw Broken();
    }

    private static XmlException Broken() => new("The text ends before its object does, or goes on after it.");
}
