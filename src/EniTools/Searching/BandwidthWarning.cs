using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>Who cannot see Internet bandwidth goes on without, and is told so in one warning for an account.</summary>
internal static class BandwidthWarning
{
    /// <summary>Finds out about bandwidth for an account.</summary>
    public static InterfaceBandwidth Reader(EniServiceCmdlet cmdlet, string? profileName, Connection connection)
    {
        var isTold = false;
        return new InterfaceBandwidth(
            regionId => cmdlet.ReaderOf(connection, ApiService.Vpc, regionId),
            failure =>
            {
                if (!isTold)
                    cmdlet.Queue.Post(new WarningItem(TextOf(failure, profileName)));
                isTold = true;
            });
    }

    private static string TextOf(ApiException failure, string? profileName) =>
        EniError.OfProfile(profileName)
        + $"What Internet bandwidth there is could not be seen, and is left out. {failure.Message} {Remedies.For(failure)}";
}
