using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>Reads Internet bandwidth as far as the key may. If it may not, one warning for the account says so, and the rest goes on.</summary>
internal static class BandwidthWarning
{
    /// <summary>Makes a reader of the bandwidth of an account.</summary>
    public static InterfaceBandwidth Reader(EniServiceCmdlet cmdlet, string? profileName, Connection connection)
    {
        var hasWarned = false;
        return new InterfaceBandwidth(
            regionId => cmdlet.ReaderOf(connection, ApiService.Vpc, regionId),
            failure =>
            {
                if (!hasWarned)
                    cmdlet.Queue.Post(new WarningItem(TextOf(failure, profileName)));
                hasWarned = true;
            });
    }

    private static string TextOf(ApiException failure, string? profileName) =>
        EniError.OfProfile(profileName)
        + $"What Internet bandwidth there is could not be seen, and is left out. {failure.Message} {Remedies.For(failure)}";
}
