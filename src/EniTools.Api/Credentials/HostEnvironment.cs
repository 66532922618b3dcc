using System.Runtime.InteropServices;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials;

/// <summary>The places of credentials besides the parameters: variables, the home folder, HTTP; and the time.</summary>
internal sealed class HostEnvironment(Func<string, string?> variable, string homeFolder, HttpTransport http)
{
    /// <summary>The folder that holds .aliyun and .alibabacloud.</summary>
    public string HomeFolder { get; } = homeFolder;

    public IClock Clock { get; init; } = SystemClock.Instance;
    public Uri MetadataAddress { get; init; } = new("http://100.100.100.200");
    public HttpTransport Http { get; } = http;

    public static HostEnvironment OfThisProcess(HttpTransport http) => new(Environment.GetEnvironmentVariable, HomeOfUser, http);

    // The variable is first on Windows, too, as the vendor's tools have it.
    private static string HomeOfUser =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && Environment.GetEnvironmentVariable("USERPROFILE") is { Length: > 0 } profile
            ? profile
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Gets the value of a variable; null if it is absent or blank.</summary>
    public string? Variable(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Gets the value of a variable as it is, also a blank one; null if it is absent.</summary>
    public string? VariableAsGiven(string name) => variable(name);

    /// <summary>Gets the first of some variables that has a value; null if none has one.</summary>
    public string? FirstSet(IEnumerable<string> names) => names.FirstOrDefault(name => Variable(name) is not null);

    public bool IsOn(string name) =>
        Variable(name) is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
