using System.Text.Json;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Operations.Ecs;

/// <summary>The operations that are about one ENI, against the emulator.</summary>
public sealed class OneInterfaceTests : IDisposable
{
    private const string Region = EniEmulator.DefaultRegionId;

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly HttpTransport _transport = new("tests");
    private readonly ApiClient _client;

    public OneInterfaceTests() => _client = new ApiClient(
        _emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport);

    [Fact]
    public async Task One_ENI_is_shown_as_it_is_in_the_list_of_all()
    {
        var all = (await SendAsync(DescribeNetworkInterfaces.Call(Region, new NetworkInterfaceFilter()))).NetworkInterfaces;

        foreach (var listed in all)
        {
            var alone = await SendAsync(MoreOperations.DescribeNetworkInterfaceAttribute(Region, listed.NetworkInterfaceId));
            Assert.Equal(Text(listed), Text(alone));
        }

        Assert.NotEmpty(all);
    }

    [Fact]
    public async Task An_ENI_that_does_not_exist_is_an_error()
    {
        var failure = await Assert.ThrowsAsync<ServiceException>(
            () => SendAsync(MoreOperations.DescribeNetworkInterfaceAttribute(Region, "eni-nosuch")));

        Assert.Equal((ErrorKind.NotFound, "InvalidEniId.NotFound"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_free_ENI_is_deleted_and_an_attached_one_stays()
    {
        var requestId = await SendAsync(MoreOperations.DeleteNetworkInterface(Region, "eni-bp1empty01"));
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => SendAsync(MoreOperations.DeleteNetworkInterface(Region, "eni-bp1web01b")));

        Assert.NotEmpty(requestId);
        Assert.Equal((ErrorKind.WrongState, false), (refusal.Kind, refusal.MayHaveTakenEffect));
        Assert.Equal("InUse", (await SendAsync(MoreOperations.DescribeNetworkInterfaceAttribute(Region, "eni-bp1web01b"))).Status);
        var filter = new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-bp1empty01"] };
        Assert.DoesNotContain(
            (await SendAsync(DescribeNetworkInterfaces.Call(Region, filter))).NetworkInterfaces, eni => eni.Status != "Deleting");
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _transport.Dispose();
    }

    private Task<T> SendAsync<T>(ApiCall<T> call) => _client.SendAsync(call, TestContext.Current.CancellationToken);

    private static string Text(NetworkInterface networkInterface) => JsonSerializer.Serialize(networkInterface);
}
