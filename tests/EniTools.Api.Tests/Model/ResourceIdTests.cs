using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>Ids are told from slips of the hand before any call, and nothing passes that could change a host name.</summary>
public sealed class ResourceIdTests
{
    [Theory]
    [InlineData("eni-bp14v2sdd3v8htexample", true)]
    [InlineData("eni-1", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("eni-", false)]
    [InlineData("ENI-bp14", false)]
    [InlineData("eni-BP14", false)]
    [InlineData("eni-bp14 ", false)]
    [InlineData("eni-bp14\n", false)]
    [InlineData("eni-bp14-2", false)]
    [InlineData("eni-bp١٤", false)]
    [InlineData("i-bp14v2sdd3v8htexample", false)]
    [InlineData("eni-0123456789012345678901234567890123456789012345678901234567890123456789", false)]
    public void An_ENI_id_is_eni_and_lower_case_letters_or_digits(string? text, bool isId) =>
        Assert.Equal(isId, ResourceId.IsNetworkInterfaceId(text));

    [Theory]
    [InlineData("cn-hangzhou", true)]
    [InlineData("cn-shanghai-finance-1", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("cn-", false)]
    [InlineData("-cn", false)]
    [InlineData("CN-hangzhou", false)]
    [InlineData("cn.hangzhou", false)]
    [InlineData("cn/hangzhou", false)]
    [InlineData("cn-hangzhou\n", false)]
    public void A_region_id_is_lower_case_letters_digits_and_inner_hyphens(string? text, bool isId) =>
        Assert.Equal(isId, ResourceId.IsRegionId(text));
}
