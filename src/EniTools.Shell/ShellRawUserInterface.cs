using System.Globalization;
using System.Management.Automation.Host;

namespace EniTools.Shell;

/// <summary>The screen, as far as formatting asks for it: its width. Nothing moves the cursor.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int EndlessHeight = 9999;

    public override Size BufferSize
    {
        get => new(Width, EndlessHeight);
        set { }
    }

    public override Size WindowSize
    {
        get => new(Width, Console.IsOutputRedirected ? EndlessHeight : Console.WindowHeight);
        set { }
    }

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "EniTools";

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Size MaxWindowSize => WindowSize;

    public override bool KeyAvailable => false;

    private static int Width
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
                return columns;
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? RedirectedWidth : Console.WindowWidth;
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("This host reads whole lines only.");

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException("This host does not read the screen.");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException("This host writes lines only.");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException("This host writes lines only.");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException("This host writes lines only.");
}
