using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>The page for a browser: a few files in this assembly that hold no data and no secret. What it shows, it asks the control address for.</summary>
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
