namespace EniTools.Api.Credentials;

/// <summary>The environment variables that are read. In each list, the first one that is set wins.</summary>
internal static class Variables
{
    public static readonly IReadOnlyList<string> Region =
    [
        "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION_ID", "REGION_ID",
        "ALICLOUD_REGION", "ALIBABA_CLOUD_REGION", "REGION",
    ];

    public static readonly IReadOnlyList<string> Profile = ["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"];
    public const string Endpoint = "ALIBABA_CLOUD_ENDPOINT";

    /// <summary>The network of the endpoint: vpc for the region's own.</summary>
    public const string EndpointType = "ALIBABA_CLOUD_ENDPOINT_TYPE";

    /// <summary>The SDK's way to ask for VPC endpoints, with true.</summary>
    public const string VpcEndpoint = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";

    public const string StsEndpoint = "ALIBABA_CLOUD_STS_ENDPOINT";

    /// <summary>The region whose STS is asked.</summary>
    public const string StsRegion = "ALIBABA_CLOUD_STS_REGION";

    public const string UserAgent = "ALIBABA_CLOUD_USER_AGENT";

    /// <summary>Switches that forbid the profile file.</summary>
    public static readonly IReadOnlyList<string> ProfilesDisabled =
        ["ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABACLOUD_IGNORE_PROFILE"];

    // Id, secret and token of one family: parts of different families are never combined.
    internal static readonly IReadOnlyList<(string Id, string Secret, string Token)> Keys =
    [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"),
        ("ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_SECURITY_TOKEN"),
        ("ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECURITY_TOKEN"),
        ("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
        ("ACCESS_KEY_ID", "ACCESS_KEY_SECRET", "SECURITY_TOKEN"),
    ];

    internal const string RoleArn = "ALIBABA_CLOUD_ROLE_ARN";
    internal const string RoleSessionName = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
    internal const string OidcProviderArn = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
    internal const string OidcTokenFile = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
    internal const string CredentialsFile = "ALIBABA_CLOUD_CREDENTIALS_FILE";
    internal const string EcsMetadata = "ALIBABA_CLOUD_ECS_METADATA";
    internal const string EcsMetadataDisabled = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
    internal const string CredentialsUri = "ALIBABA_CLOUD_CREDENTIALS_URI";
    internal const string ExternalProcessDisabled = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";
}
