using System.Globalization;
using System.Text.Json;
using EniTools.Api.Calls;
using EniTools.Api.Signing;

namespace EniTools.Api.Tests.Signing;

/// <summary>A signed call equals, header for header, what the vendor's code signs of the same call.</summary>
public sealed class RequestSignerTests
{
    [Fact]
    public void A_call_with_the_least_headers_is_signed_as_the_vendors_code_signs_it()
    {
        var vector = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "signature-vectors.json"))).RootElement
            .EnumerateArray().Single(vector => vector.GetProperty("name").GetString()!.StartsWith("V3-5", StringComparison.Ordinal));
        var parameters = new CallParameters()
            .With("RegionId", "cn-hangzhou")
            .With("NetworkInterfaceId", "eni-bp14v2sdd3v8htexample")
            .WithEach("Ipv6Address", ["2001:db8:1234:1a00::1"]);

        var request = RequestSigner.Sign(
            new UnsignedRequest(new Uri("https://ecs.cn-hangzhou.aliyuncs.com"), "UnassignIpv6Addresses", "2014-05-26", parameters),
            new AccessKey("LTAI5tExampleAccessKeyId", "ExampleAccessKeySecret0123456789"),
            Time("2026-01-02T03:04:09Z"), "a1b2c3d4e5f60718293a4b5c6d7e8f90");

        Assert.Equal(vector.GetProperty("authorization").GetString(), Header(request, "Authorization"));
        foreach (var header in vector.GetProperty("inputs").GetProperty("headers").EnumerateObject().Where(header => header.Name != "host"))
            Assert.Equal(header.Value.GetString(), Header(request, header.Name));
    }

    [Fact]
    public void The_source_of_the_key_is_signed_along_as_the_vendors_client_does()
    {
        var parameters = new CallParameters()
            .With("RegionId", "cn-hangzhou")
            .With("NetworkInterfaceId", "eni-bp14v2sdd3v8htexample")
            .WithEach("Ipv6Address", ["2001:db8:1234:1a00::1", "2001:db8:1234:1a00::2"]);

        var request = RequestSigner.Sign(
            new UnsignedRequest(new Uri("https://ecs.cn-hangzhou.aliyuncs.com"), "UnassignIpv6Addresses", "2014-05-26", parameters),
            new AccessKey("LTAI5tExampleAccessKeyId", "ExampleAccessKeySecret0123456789"),
            Time("2026-01-02T03:04:05Z"), "3156853299f313e23d1673dc12e1703d", "static_ak");

        Assert.EndsWith(
            "Signature=87f75f23503cea5de1215df8dbc03527c9916d57a990fe7904697f703f912aa1",
            Header(request, "Authorization"),
            StringComparison.Ordinal);
    }

    // Printed on the vendor's page about the signature.
    [Fact]
    public void The_example_of_the_documentation_is_signed_as_printed()
    {
        var parameters = new CallParameters()
            .With("RegionId", "cn-shanghai")
            .With("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd");

        var request = RequestSigner.Sign(
            new UnsignedRequest(new Uri("https://ecs.cn-shanghai.aliyuncs.com"), "RunInstances", "2014-05-26", parameters),
            new AccessKey("YourAccessKeyId", "YourAccessKeySecret"),
            Time("2023-10-26T10:22:32Z"), "3156853299f313e23d1673dc12e1703d");

        Assert.EndsWith(
            "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
            Header(request, "Authorization"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_is_written_in_UTC_whatever_zone_and_culture_the_machine_has()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            var request = RequestSigner.Sign(new UnsignedRequest(new Uri("https://h.example"), "A", "1", []), new AccessKey("id", "secret"),
            Time("2026-01-02T03:04:05+08:00"), "n");
            Assert.Equal("2026-01-01T19:04:05Z", Header(request, "x-acs-date"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Header(SignedRequest request, string name) =>
        request.Headers.Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
