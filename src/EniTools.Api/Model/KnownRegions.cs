namespace EniTools.Api.Model;

/// <summary>The regions that ECS is known to have, to be offered without asking. An account may see others, and not all of these.</summary>
/// <remarks>Source: the vendor's list of VPC endpoints. DescribeRegions gives what an account really has.</remarks>
internal static class KnownRegions
{
    private static readonly Dictionary<string, string> ById = new(StringComparer.Ordinal)
    {
        ["cn-qingdao"] = "China (Qingdao)",
        ["cn-beijing"] = "China (Beijing)",
        ["cn-zhangjiakou"] = "China (Zhangjiakou)",
        ["cn-huhehaote"] = "China (Hohhot)",
        ["cn-wulanchabu"] = "China (Ulanqab)",
        ["cn-hangzhou"] = "China (Hangzhou)",
        ["cn-shanghai"] = "China (Shanghai)",
        ["cn-nanjing"] = "China (Nanjing - Local Region)",
        ["cn-fuzhou"] = "China (Fuzhou - Local Region)",
        ["cn-wuhan-lr"] = "China (Wuhan - Local Region)",
        ["cn-zhengzhou-jva"] = "China (Zhengzhou)",
        ["cn-zhongwei"] = "China (Zhongwei)",
        ["cn-shenzhen"] = "China (Shenzhen)",
        ["cn-heyuan"] = "China (Heyuan)",
        ["cn-guangzhou"] = "China (Guangzhou)",
        ["cn-chengdu"] = "China (Chengdu)",
        ["cn-hongkong"] = "China (Hong Kong)",
        ["ap-northeast-1"] = "Japan (Tokyo)",
        ["ap-northeast-2"] = "South Korea (Seoul)",
        ["ap-southeast-1"] = "Singapore",
        ["ap-southeast-2"] = "Australia (Sydney)",
        ["ap-southeast-3"] = "Malaysia (Kuala Lumpur)",
        ["ap-southeast-5"] = "Indonesia (Jakarta)",
        ["ap-southeast-6"] = "Philippines (Manila)",
        ["ap-southeast-7"] = "Thailand (Bangkok)",
        ["ap-southeast-8"] = "Malaysia (Johor)",
        ["ap-south-1"] = "India (Mumbai)",
        ["us-east-1"] = "US (Virginia)",
        ["us-west-1"] = "US (Silicon Valley)",
        ["us-southeast-1"] = "US (Atlanta)",
        ["na-south-1"] = "Mexico",
        ["eu-west-1"] = "UK (London)",
        ["eu-central-1"] = "Germany (Frankfurt)",
        ["me-east-1"] = "UAE (Dubai)",
        ["me-central-1"] = "Saudi Arabia (Riyadh)",
        ["cn-beijing-finance-1"] = "China (Beijing Finance)",
        ["cn-shanghai-finance-1"] = "China (Shanghai Finance)",
        ["cn-shenzhen-finance-1"] = "China (Shenzhen Finance)",
        ["cn-north-2-gov-1"] = "China (Beijing Government)",
        ["cn-heyuan-acdr-1"] = "China (Heyuan ACDR)",
    };

    public static IReadOnlyDictionary<string, string> Names => ById;

    public static string NameOf(string regionId) => ById.TryGetValue(regionId, out var name) ? name : regionId;
}
