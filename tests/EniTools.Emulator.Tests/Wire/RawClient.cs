using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>A connection on which a test sends any bytes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _connection = new();
    private readonly Stream _stream;

    public RawClient(EniEmulator emulator)
        : this(emulator.Endpoint)
    {
    }

    public RawClient(Uri endpoint)
    {
        _connection.Connect(IPAddress.Parse(endpoint.DnsSafeHost), endpoint.Port);
        _stream = _connection.GetStream();
    }

    public Socket Socket => _connection.Client;

    /// <summary>Sends text, one byte for each character. The emulator may have closed the connection before.</summary>
    public async Task SendAsync(string text)
    {
        try
        {
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // It was closed before all was sent.
        }
    }

    /// <summary>Reads up to a text that has to come.</summary>
    public async Task<string> ReadToAsync(string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.Equal(1, await _stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
            text.Append((char)buffer[0]);
        }

        return text.ToString();
    }

    /// <summary>Ends the sending and reads all that comes until the emulator closes the connection.</summary>
    public Task<string> EndAsync()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It was closed.
        }

        return ReadAsync();
    }

    /// <summary>Reads all that comes until the emulator closes the connection.</summary>
    public async Task<string> ReadAsync()
    {
        using var answer = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // It was reset.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public void Dispose() => _connection.Dispose();
}
