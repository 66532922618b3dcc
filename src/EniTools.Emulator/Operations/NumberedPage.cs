using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;

namespace EniTools.Emulator.Operations;

/// <summary>A page of a list, by its number and size.</summary>
internal readonly record struct NumberedPage(int Number, int Size)
{
    private const int DefaultSize = 10;
    private const int MaxSize = 50;

    /// <exception cref="ApiFault">The number or the size is out of its range.</exception>
    public static NumberedPage Read(ApiRequest request)
    {
        var number = request.Number("PageNumber") ?? 1;
        if (number < 1)
            throw ApiFault.InvalidParameter("PageNumber");
        var size = request.Number("PageSize") ?? DefaultSize;
        return size is >= 1 and <= MaxSize ? new(number, size) : throw ApiFault.InvalidParameter("PageSize");
    }

    /// <summary>Returns the page with the counts that go with it.</summary>
    public AnswerObject Of<T>(IReadOnlyList<T> all, string container, string item, Func<T, AnswerObject> describe) => new AnswerObject()
        .Add("TotalCount", all.Count)
        .Add("PageNumber", Number)
        .Add("PageSize", Size)
        .AddList(container, item, all.Skip((int)Math.Min((Number - 1L) * Size, all.Count)).Take(Size).Select(describe));
}
