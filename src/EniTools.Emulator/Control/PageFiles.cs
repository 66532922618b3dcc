using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>The files of the page for browsers. They hold no data and no secret: the page asks the control address for its data.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, (string File, string ContentType)> Files = new(StringComparer.Ordinal)
    {
        [ControlAddress.Root] = ("page.html", "text/html; charset=utf-8"),
        [ControlAddress.Root + "page.css"] = ("page.css", "text/css; charset=utf-8"),
        [ControlAddress.Root + "page.js"] = ("page.js", "text/javascript; charset=utf-8"),
        [ControlAddress.Root + "icon.svg"] = ("icon.svg", "image/svg+xml"),
    };

    public static bool IsFor(IncomingRequest request) => request.Method == "GET" && Files.ContainsKey(request.Path);

    public static OutgoingAnswer Answer(IncomingRequest request)
    {
        var (file, contentType) = Files[request.Path];
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(file)!;
        using var body = new MemoryStream();
        stream.CopyTo(body);
        return new(200, contentType, body.ToArray(), "");
    }
}
