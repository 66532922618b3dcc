using System.Management.Automation;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Reading;

/// <summary>Checks a record as a whole: for lists where one text belongs, and for values that contradict each other.</summary>
internal static class RecordCheck
{
    /// <summary>Gets the error about the current record; null if there is none.</summary>
    /// <param name="cmdlet">The cmdlet that takes the record.</param>
    /// <param name="takesManyInterfaces">True if a record may name a list of ENIs.</param>
    // The engine ignores a property that it cannot bind, and lets a parameter win over a property: something else would be meant.
    public static ErrorRecord? ProblemOf(EniServiceCmdlet cmdlet, bool takesManyInterfaces = false)
    {
        if (cmdlet.Record is not { } record)
            return null;
        if (record.RepeatedName is { } repeated)
            return EniError.RepeatedColumn(repeated, record.Input);
        // The region of a profile or context is a setting, and not the region of a target.
        var isSetting = record.Is(typeof(EniContext)) || record.Is(typeof(EniProfile));
        return ProblemOf(cmdlet, record, PipedRecord.ProfileNames)
            ?? (isSetting ? null : ProblemOf(cmdlet, record, PipedRecord.RegionNames))
            ?? ProblemOf(cmdlet, record, PipedRecord.InstanceNames, takesMany: true)
            ?? ProblemOf(cmdlet, record, PipedRecord.InterfaceNames, takesManyInterfaces);
    }

    /// <summary>Gets the error about the values by some names alone; null if there is none.</summary>
    public static ErrorRecord? ProblemOf(EniServiceCmdlet cmdlet, string[] names) =>
        cmdlet.Record is { } record ? ProblemOf(cmdlet, record, names) : null;

    /// <summary>Gets the error about addresses that both parameters and the record give; null if there is none.</summary>
    public static ErrorRecord? ItemsBeside(EniServiceCmdlet cmdlet)
    {
        if (cmdlet.Record is not { } record || !Array.Exists(PipedRecord.ItemNames, cmdlet.IsOnCommandLine))
            return null;
        var given = PipedRecord.ItemNames.Where(cmdlet.IsOnCommandLine).SelectMany(name => Given(cmdlet, name)).ToList();
        var others = record.Texts(PipedRecord.ItemNames).Except(given, StringComparer.OrdinalIgnoreCase);
        return others.FirstOrDefault() is { } other
            ? EniError.Contradiction(PipedRecord.ItemNames[0], string.Join(", ", given), other, record.Input)
            : null;
    }

    private static ErrorRecord? ProblemOf(EniServiceCmdlet cmdlet, PipedRecord record, string[] names, bool takesMany = false)
    {
        var isOnCommandLine = cmdlet.IsOnCommandLine(names[0]);
        // A cmdlet's own output has the right form, and there may be very much. What one profile found, another one may change.
        if (isOnCommandLine ? names == PipedRecord.ProfileNames : record.IsOurs)
            return null;
        var values = names.Where(name => record.Has(name)).Select(name => (Name: name, Value: record.Value(name))).ToList();
        if (!takesMany && !isOnCommandLine && values.FirstOrDefault(value => PipedRecord.IsList(value.Value)) is { Name: { } list })
            return EniError.NotOneText(list, record.Input);
        // The engine binds one of the two, perhaps the empty one.
        if (values.Count > 1 && !isOnCommandLine && !takesMany && values.Exists(value => $"{value.Value}".Trim().Length == 0))
            return EniError.RepeatedColumn(string.Join(", ", values.Select(value => value.Name)), record.Input);
        var texts = values.SelectMany(value => record.Texts(value.Name)).Distinct(StringComparer.Ordinal).ToList();
        if (texts.Count == 0)
            return null;
        if (isOnCommandLine)
        {
            var given = Given(cmdlet, names[0]).ToList();
            return texts.Find(text => !given.Contains(text)) is { } other
                ? EniError.Contradiction(names[0], string.Join(", ", given), other, record.Input)
                : null;
        }

        return !takesMany && texts.Count > 1 ? EniError.Contradiction(names[0], texts[0], texts[1], record.Input) : null;
    }

    private static IEnumerable<string> Given(EniServiceCmdlet cmdlet, string parameter) =>
        PipedRecord.ListOf(cmdlet.MyInvocation.BoundParameters[parameter]).Select(value => $"{value}".Trim());
}
