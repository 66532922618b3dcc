using EniTools.Api.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials;

/// <summary>The places of credentials besides the parameters: variables, the home folder, HTTP; and the time.</summary>
internal sealed class HostEnvironment
{
    private readonly Func<string, string?> _variable;

    public HostEnvironment(Func<string, string?> variable, string homeFolder, HttpTransport http)
    {
        _variable = variable;
        HomeFolder = homeFolder;
        Http = http;
    }

    /// <summary>The folder that holds .aliyun and .alibabacloud.</summary>
    public string HomeFolder { get; }

    public IClock Clock { get; init; } = SystemClock.Instance;
    public Uri MetadataAddress { get; init; } = new("http://100.100.100.200");
    internal HttpTransport Http { get; }

    public static HostEnvironment OfThisProcess(HttpTransport http) =>
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), http);

    /// <summary>Gets the value of a variable; null if it is absent or blank.</summary>
    public string? Variable(string name) => _variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Gets the value of a variable as it is, also a blank one; null if it is absent.</summary>
    public string? VariableAsGiven(string name) => _variable(name);

    /// <summary>Gets the first of some variables that has a value; null if none has one.</summary>
    public string? FirstSet(IEnumerable<string> names) => names.FirstOrDefault(name => Variable(name) is not null);

    public bool IsOn(string name) =>
        Variable(name) is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
