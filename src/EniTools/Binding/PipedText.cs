using System.Management.Automation;
using System.Net;

namespace EniTools.Binding;

/// <summary>An object in the pipeline that is one text, such as a line of a file or an address.</summary>
internal static class PipedText
{
    // Newer than the framework that the module is compiled against.
    private const string NetworkType = "System.Net.IPNetwork";

    /// <summary>The text of an input; null when the input is something else.</summary>
    public static string? Of(PSObject? input) => input?.BaseObject switch
    {
        string text => text,
        IPAddress address => address.ToString(),
        { } other when other.GetType().FullName == NetworkType => other.ToString(),
        _ => null,
    };

    /// <summary>True for a line of a text file that says nothing: a blank one, and one that begins with #.</summary>
    public static bool IsBlankOrComment(PSObject? input) =>
        input?.BaseObject is string text && text.Trim() is var line && (line.Length == 0 || line[0] == '#');
}
