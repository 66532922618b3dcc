using System.Diagnostics;

namespace EniTools.Api.Tests.Fuzzing;

/// <summary>Seeded mutation of right texts: no reader crashes, hangs, or fails in a way that is not its own.</summary>
internal static class Fuzz
{
    // Many times what any text of this size takes.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Reads the corpus, and then mutations of it until told to stop.</summary>
    /// <returns>The number of texts.</returns>
    /// <exception cref="InvalidOperationException">A reader failed; the message names a file with the text.</exception>
    public static int Run(Readers.Reader reader, int seed, Func<int, bool> goesOn)
    {
        foreach (var text in reader.Corpus)
            Try(reader, text);
        var mutations = new Mutations(seed, reader.Corpus);
        var count = 0;
        for (; goesOn(count); count++)
            Try(reader, mutations.Next());
        return count;
    }

    private static void Try(Readers.Reader reader, byte[] text)
    {
        var stopwatch = Stopwatch.StartNew();
        Exception? failure = null;
        try
        {
            reader.Read(text);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception;
        }

        if (failure is null && stopwatch.Elapsed < Limit)
            return;
        var path = Path.Combine(Path.GetTempPath(), $"fuzz-{reader.Name}-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, text);
        throw new InvalidOperationException(
            $"The reader '{reader.Name}' took {stopwatch.Elapsed.TotalSeconds:0.0} s or failed. The text is {path}.", failure);
    }
}
