using EniTools.Api.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials;

/// <summary>Where credentials are looked for, besides the parameters: variables, the home folder, HTTP; and the time.</summary>
internal sealed class HostEnvironment
{
    private readonly Func<string, string?> _variable;

    /// <summary>Makes an environment.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="homeFolder">The folder that holds .aliyun and .alibabacloud.</param>
    /// <param name="http">Carries the requests.</param>
    public HostEnvironment(Func<string, string?> variable, string homeFolder, HttpTransport http)
    {
        _variable = variable;
        HomeFolder = homeFolder;
        Http = http;
    }

    /// <summary>The folder that holds .aliyun and .alibabacloud.</summary>
    public string HomeFolder { get; }

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Where the metadata of an ECS instance is read.</summary>
    public Uri MetadataAddress { get; init; } = new("http://100.100.100.200");

    internal HttpTransport Http { get; }

    /// <summary>The environment of this process.</summary>
    public static HostEnvironment OfThisProcess(HttpTransport http) =>
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), http);

    /// <summary>The value of a variable; null when it is absent or empty.</summary>
    public string? Variable(string name) => _variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>Gets the value of a variable as it is, also a blank one; null when it is absent.</summary>
    public string? VariableAsGiven(string name) => _variable(name);

    /// <summary>The first of some variables that has a value; null when none does.</summary>
    public string? FirstSet(IEnumerable<string> names) => names.FirstOrDefault(name => Variable(name) is not null);

    /// <summary>Whether a variable says true or 1.</summary>
    public bool IsOn(string name) =>
        Variable(name) is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
