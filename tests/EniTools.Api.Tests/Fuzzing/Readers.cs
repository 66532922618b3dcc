using System.Net.Sockets;
using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Fuzzing;

/// <summary>Everything that reads texts from outside, each with texts that are right. A reader may refuse a text only in its own way.</summary>
internal sealed class Readers : IDisposable
{
    private static readonly HostEnvironment NoHost = new(_ => null, "/", new HttpTransport("fuzz"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");
    private readonly EniEmulator _emulator = EniEmulator.Start();

    public Readers()
    {
        All =
        [
            new("json", Corpus("json"), text => _ = JsonObject.TryParse(text, out _, out _)),
            new("response", Corpus("json"), ReadResponse),
            new("ini", Corpus("ini"), text => IniText.Section(Encoding.UTF8.GetString(text).Split('\r', '\n'), "default")?.Invoke("type")),
            new("protection", Corpus("protection"), ReadProtection),
            new("config", Corpus("config"), ReadConfig),
            new("world", Corpus("world"), ReadWorld),
            new("journal", [Journal()], ReadJournal),
            new("request", Corpus("request"), SendRequest),
        ];
    }

    public IReadOnlyList<Reader> All { get; }

    private string FilePath => Path.Combine(_folder.FullName, "file");

    public void Dispose()
    {
        _emulator.Dispose();
        _folder.Delete(recursive: true);
    }

    private static IReadOnlyList<byte[]> Corpus(string name) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus", name)).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)];

    private static void ReadResponse(byte[] text)
    {
        try
        {
            ApiAnswer.Read(
                new HttpAnswer(200, "application/json", null, null, text),
                UnassignIpv6Addresses.Call("cn-hangzhou", "eni-a", [new Ipv6Item(Ipv6Address.Parse("2001:db8::1"))]), message => message);
        }
        catch (ApiException)
        {
            // It is no success.
        }
    }

    private void ReadProtection(byte[] text)
    {
        File.WriteAllBytes(FilePath, text);
        try
        {
            ProtectionFile.Read(FilePath);
        }
        catch (FormatException)
        {
            // It is refused.
        }
    }

    private void ReadConfig(byte[] text)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".aliyun"));
        File.WriteAllBytes(Path.Combine(_folder.FullName, ".aliyun", "config.json"), text);
        var config = CliConfig.Read(new HostEnvironment(_ => null, _folder.FullName, NoHost.Http));
        foreach (var name in config.Names.Take(10))
            _ = $"{config.Find(name)}{config.Find(name)!.Mode}";
    }

    private void ReadWorld(byte[] text)
    {
        try
        {
            _emulator.Load(new MemoryStream(text));
            // What was taken can be given out and taken again.
            _emulator.Load(new MemoryStream(Encoding.UTF8.GetBytes(_emulator.State())));
        }
        catch (FormatException)
        {
            // It is refused.
        }
    }

    private byte[] Journal()
    {
        using (var journal = ChangeJournal.Open(
            FilePath,
            new JournalRun { Action = ChangeAction.Remove, Command = "fuzz", ModuleVersion = "1.0", Time = DateTimeOffset.UnixEpoch }))
        {
            var account = journal.For(new JournalAccount("fuzz", "1000000000000001", null));
            var target = new Ipv6Target("cn-hangzhou", "eni-a", new Ipv6Item(Ipv6Address.Parse("2001:db8::1")));
            account.IntendAsync([target], "token", 1, DateTimeOffset.UnixEpoch).GetAwaiter().GetResult();
            journal.EndAsync(DateTimeOffset.UnixEpoch).GetAwaiter().GetResult();
        }

        return File.ReadAllBytes(FilePath);
    }

    private void ReadJournal(byte[] text)
    {
        File.WriteAllBytes(FilePath, text);
        try
        {
            JournalState.Read(FilePath);
        }
        catch (JournalException)
        {
            // It is refused.
        }
    }

    private void SendRequest(byte[] text)
    {
        using var client = new TcpClient(_emulator.Endpoint.Host, _emulator.Endpoint.Port);
        using var answer = new MemoryStream();
        var stream = client.GetStream();
        try
        {
            stream.Write(text);
            client.Client.Shutdown(SocketShutdown.Send);
            stream.CopyTo(answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The emulator closed the connection first.
        }

        var start = Encoding.ASCII.GetString(answer.GetBuffer(), 0, (int)Math.Min(9, answer.Length));
        if (start.Length > 0 && start != "HTTP/1.1 ")
            throw new InvalidOperationException($"The answer begins with '{start}'.");
        if (_emulator.Requests.Any(request => request.Code is null or "InternalError"))
            throw new InvalidOperationException("An unsigned request was carried out or met a defect.");
        _emulator.Reset();
    }

    /// <summary>A reader of one kind of text.</summary>
    internal sealed record Reader(string Name, IReadOnlyList<byte[]> Corpus, Action<byte[]> Read);
}
