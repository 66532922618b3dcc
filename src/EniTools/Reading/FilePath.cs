using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using EniTools.Errors;

namespace EniTools.Reading;

/// <summary>Resolves a given path from the current location. No other code does.</summary>
internal static class FilePath
{
    /// <summary>Gets the name of a file, or ends the pipeline before anything is done.</summary>
    /// <param name="cmdlet">The cmdlet, which knows the location.</param>
    /// <param name="given">The path.</param>
    /// <param name="origin">The parameter or variable that gave the path.</param>
    public static string Of(PSCmdlet cmdlet, string given, string origin)
    {
        if (TryFind(cmdlet, given, out var path, out var problem))
            return path;
        cmdlet.ThrowTerminatingError(EniError.BadPath(given, origin, problem));
        throw new InvalidOperationException(problem);
    }

    /// <summary>Gets the name of a file.</summary>
    /// <returns>False if the path leads to no file system.</returns>
    public static bool TryFind(
        PSCmdlet cmdlet, string given, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        (path, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(given))
        {
            problem = "is blank";
            return false;
        }

        // Other providers give what looks like a relative name, which the process would look for in its own folder.
        var paths = cmdlet.SessionState.Path;
        var found = paths.GetUnresolvedProviderPathFromPSPath(given, out var provider, out _);
        if (provider.Name == "FileSystem")
            path = found;
        else
            problem = $"leads to the provider {provider.Name}, which has no files (the location is {paths.CurrentLocation})";
        return path is not null;
    }
}
