namespace EniTools.Conformance.Facts;

/// <summary>The vendor's pages that facts are documented on.</summary>
internal static class Pages
{
    public const string SignatureV3 = "https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature";
    public const string SignatureV1 = "https://help.aliyun.com/en/sdk/product-overview/rpc-mechanism";
    public const string Unassign = EcsPage + "unassignipv6addresses";
    public const string Assign = EcsPage + "assignipv6addresses";
    public const string Describe = EcsPage + "describenetworkinterfaces";
    public const string Create = EcsPage + "createnetworkinterface";
    public const string Delete = EcsPage + "deletenetworkinterface";
    public const string Attach = EcsPage + "attachnetworkinterface";
    public const string Detach = EcsPage + "detachnetworkinterface";
    public const string Addresses = VpcPage + "DescribeIpv6Addresses";
    public const string Allocate = VpcPage + "AllocateIpv6InternetBandwidth";
    public const string EndBandwidth = VpcPage + "DeleteIpv6InternetBandwidth";
    public const string Release = VpcPage + "ReleaseIpv6Address";
    public const string Identity = "https://api.aliyun.com/document/Sts/2015-04-01/GetCallerIdentity";

    private const string EcsPage = "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-";
    private const string VpcPage = "https://api.aliyun.com/document/Vpc/2016-04-28/";
}
