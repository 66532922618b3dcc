using System.Collections;
using System.Xml.Linq;
using EniTools.Api.Files;
using EniTools.Api.Transport;
using EniTools.Emulator.Faults;

namespace EniTools.Emulator;

/// <summary>The JSON documents of a folder that an emulator begins with: worlds and faults, in the form of the control address.</summary>
/// <param name="WorldPaths">The documents with regions, in the order of their names.</param>
/// <param name="Faults">The faults of all documents, in the same order.</param>
internal sealed record StartFolder(IReadOnlyList<string> WorldPaths, IReadOnlyList<Fault> Faults)
{
    public static StartFolder None { get; } = new([], []);

    /// <exception cref="FormatException">A document has neither regions nor faults, or an impossible fault; the message names it.</exception>
    /// <exception cref="IOException">The folder or a document cannot be read.</exception>
    public static StartFolder Read(string path)
    {
        var worlds = new List<string>();
        var faults = new List<Fault>();
        foreach (var document in Directory.GetFiles(path, "*.json").OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            try
            {
                using var stream = RegularFile.OpenToRead(document);
                using var reader = JsonTree.Open(stream);
                reader.MoveToContent();
                var isUsed = false;
                foreach (var member in reader.Children())
                {
                    isUsed |= member is "Regions" or "Faults";
                    if (member == "Regions")
                        worlds.Add(document);
                    if (member == "Faults")
                        faults.AddRange(reader.Children().Select(_ => ReadFault(JsonTree.Read(reader))));
                    else
                        reader.Skip();
                }

                if (!isUsed)
                    throw new FormatException("It holds neither Regions nor Faults.");
            }
            catch (Exception problem) when (JsonTree.IsMisreading(problem))
            {
                throw new FormatException($"'{document}' cannot be begun with: {problem.Message}", problem);
            }
        }

        return new StartFolder(worlds, faults);
    }

    private static Fault ReadFault(XElement fault)
    {
        var members = new Hashtable();
        foreach (var member in fault.Elements())
            members[member.Name.LocalName] = member.Value;
        return new Fault(members);
    }
}
