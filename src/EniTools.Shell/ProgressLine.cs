using System.Management.Automation;

namespace EniTools.Shell;

/// <summary>One line for progress at the foot of a terminal, taken away before anything else is written.</summary>
internal sealed class ProgressLine
{
    private const string EraseLine = "\r\u001b[K";

    private readonly bool _isShown = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
    private bool _isOnScreen;

    public void Show(ProgressRecord record)
    {
        if (!_isShown)
            return;
        Clear();
        if (record.RecordType == ProgressRecordType.Completed)
            return;
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        var text = $"{record.Activity}: {record.StatusDescription}{percent}";
        var width = Math.Max(Console.WindowWidth - 1, 1);
        Console.Error.Write(text.Length > width ? text[..width] : text);
        _isOnScreen = true;
    }

    public void Clear()
    {
        if (!_isOnScreen)
            return;
        Console.Error.Write(EraseLine);
        _isOnScreen = false;
    }
}
