using System.Net.Sockets;
using System.Text;
using CsCheck;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>Whatever comes: an answer or a clean close, never a defect, and no change without a signature.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Actions =
        [
            "UnassignIpv6Addresses",
            "AssignIpv6Addresses",
            "DescribeNetworkInterfaces",
            "CreateNetworkInterface",
            "DeleteNetworkInterface",
            "AttachNetworkInterface",
            "StartInstance",
            "NoSuch",
            ""];

    private static readonly string[] Names =
        [
            "RegionId",
            "NetworkInterfaceId",
            "Ipv6Address.1",
            "Ipv6Address.2",
            "Ipv6Address.x",
            "Ipv6Address.99999999999",
            "Ipv6Prefix.1",
            "Ipv6AddressCount",
            "MaxResults",
            "NextToken",
            "PageNumber",
            "PageSize",
            "InstanceId",
            "VSwitchId",
            "SecurityGroupId",
            "ClientToken",
            ".1",
            "é"];

    private static readonly string[] Values =
        [
            "cn-hangzhou",
            "cn-zhangjiakou",
            "eni-bp1web01b",
            "eni-bp1spare01",
            "2001:db8:1234:1a00::2:1",
            "2001:db8:1234:1a01:21::/80",
            "::/0",
            "::/80",
            "-1",
            "0",
            "2147483648",
            "5",
            "i-bp1web02",
            "vsw-bp1main",
            "sg",
            "",
            "\u0001",
            "😀",
            "\ud800",
            "%00",
            "a&b=c"];

    private static readonly Gen<string> Query =
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[0, Values.Length - 1]).Array[0, 6]
            .Select(pairs => string.Join('&', pairs.Select(pair => $"{Names[pair.Item1]}={Values[pair.Item2]}")));

    private readonly EniEmulator _emulator = EniEmulator.Start();

    [Fact]
    public void Signed_requests_of_any_parameters_are_answered_without_a_defect()
    {
        using var client = new TestClient(_emulator);
        Gen.Select(Gen.Int[0, Actions.Length - 1], Query).Sample((action, query) =>
        {
            var answer = client.CallAsync(Actions[action], query).GetAwaiter().GetResult();
            return answer.Status is >= 200 and < 500 && answer.Code != "InternalError"
                || answer.Code == "InvalidOperation.RegionNotSupportIpPrefix";
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Unsigned_requests_and_wrong_signatures_change_nothing()
    {
        using var forger = new TestClient(_emulator) { Secret = "guessed" };
        var before = _emulator.State();
        Gen.Select(Gen.Int[0, Actions.Length - 1], Query).Sample((action, query) =>
            forger.CallAsync(Actions[action], query).GetAwaiter().GetResult().Status is 400 or 404, iter: 300, threads: 1);

        Assert.Equal(before, _emulator.State());
    }

    [Fact]
    public async Task Random_bytes_are_answered_or_closed_and_the_next_client_is_served()
    {
        var before = _emulator.State();
        var text = Gen.OneOf(
            Gen.Byte.Array[0, 300],
            Gen.Char[" /?&=%+.:;,\r\nGETPOSTHost-ACS3x"].Array[0, 200].Select(chars => Encoding.UTF8.GetBytes(new string(chars))),
            Query.Select(
                query => Encoding.UTF8.GetBytes(
                    $"GET /?{query} HTTP/1.1\r\nHost: x\r\nAuthorization: ACS3-HMAC-SHA256 {query}\r\nConnection: close\r\n\r\n")));
        text.Sample(Send, iter: 150, threads: 1);

        using var client = new TestClient(_emulator);
        Assert.Equal(200, (await client.CallAsync("DescribeRegions", "")).Status);
        Assert.Equal(before, _emulator.State());
        Assert.DoesNotContain(_emulator.Requests, request => request.Code == "InternalError");
    }

    public void Dispose() => _emulator.Dispose();

    private void Send(byte[] bytes)
    {
        using var client = new TcpClient(_emulator.Endpoint.Host, _emulator.Endpoint.Port);
        var stream = client.GetStream();
        try
        {
            stream.Write(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            while (stream.ReadByte() >= 0)
            {
                // Read to the end: that it comes is what is tested.
            }
        }
        catch (IOException)
        {
            // The emulator closed the connection first.
        }
    }
}
