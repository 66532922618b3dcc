using EniTools.Api.Calls;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Conformance.Asking;
using EniTools.Emulator;

namespace EniTools.Conformance;

/// <summary>The service or the emulator that is asked.</summary>
internal sealed class Target : IDisposable
{
    private static readonly TimeSpan ServiceInterval = TimeSpan.FromMilliseconds(500);

    private readonly HttpTransport _transport = new("EniTools-Conformance");
    private readonly EniEmulator? _emulator;
    private readonly IAccessKeySource _keys;

    private Target(EniEmulator emulator)
    {
        _emulator = emulator;
        _keys = new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);
        Sender = new HttpSender(_ => emulator.Endpoint, _keys, _transport);
        Patience = Patience.Short;
        Name = "an emulator of this process";
    }

    private Target(string regionId, Uri? endpoint, string? profile)
    {
        try
        {
            _keys = FindKeys(_transport, endpoint, profile).GetAwaiter().GetResult();
        }
        catch
        {
            _transport.Dispose();
            throw;
        }

        var isHere = endpoint?.IsLoopback == true;
        Sender = new HttpSender(service => EndpointOf(service, regionId, endpoint), _keys, _transport)
        {
            Interval = isHere ? TimeSpan.Zero : ServiceInterval,
        };
        Patience = isHere ? Patience.Short : Patience.Long;
        Name = endpoint is null ? $"the service in {regionId}" : $"{endpoint.Authority}, {regionId}";
    }

    /// <summary>The channel to the target.</summary>
    public ISender Sender { get; }

    /// <summary>The time to wait until a change is shown.</summary>
    public Patience Patience { get; }

    /// <summary>The name in texts.</summary>
    public string Name { get; }

    /// <summary>The part of the default world in which checks work.</summary>
    public static Area EmulatorArea { get; } = new(EniEmulator.DefaultRegionId, "vsw-bp1main", "sg-bp1main")
    {
        InstanceId = "i-bp1web01",
        MayBuy = true,
    };

    /// <summary>Starts an emulator in this process.</summary>
    public static Target Emulator() => new(EniEmulator.Start());

    /// <summary>Connects to the service or to another endpoint.</summary>
    /// <exception cref="FormatException">There is no credential; the message says where it was looked for.</exception>
    public static Target Service(string regionId, Uri? endpoint, string? profile) => new(regionId, endpoint, profile);

    /// <summary>Returns the secrets, which a recording must not contain.</summary>
    public async Task<string?[]> SecretsAsync(CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(cancellationToken);
        return [key.Id, key.Secret, key.SecurityToken];
    }

    public void Dispose()
    {
        _transport.Dispose();
        _emulator?.Dispose();
    }

    private static Uri EndpointOf(ApiService service, string regionId, Uri? endpoint) =>
        endpoint ?? (service == ApiService.Sts ? Endpoints.Central(service) : Endpoints.OfRegion(service, regionId));

    private static async Task<IAccessKeySource> FindKeys(HttpTransport transport, Uri? endpoint, string? profile)
    {
        var host = HostEnvironment.OfThisProcess(transport);
        var chain = new CredentialChain(host, new KeyCache(), CliConfig.Read(host), endpoint);
        var found = Find();
        if (!found.IsFound && found.IsToBeAsked)
        {
            await found.AskAsync(CancellationToken.None);
            found = Find();
        }

        return found.Keys ?? throw new FormatException($"There is no credential. {found}");

        KeyLookup Find() => profile is null ? chain.Find() : chain.Named(profile);
    }
}
