using System.Globalization;

namespace EniTools.Framework.Tests;

/// <summary>What the shared tests use of newer frameworks.</summary>
internal static class Newer
{
    extension(string text)
    {
        public string[] Split(string separator) => text.Split([separator], StringSplitOptions.None);

        public string[] Split(char separator, int count) => text.Split([separator], count);

        public string[] Split(char separator, StringSplitOptions options) => text.Split([separator], options);

        public string Replace(string old, string with, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, with) : throw new NotSupportedException();

        public static string Join<T>(char separator, IEnumerable<T> parts) =>
            string.Join(separator.ToString(CultureInfo.InvariantCulture), parts);
    }

    extension<T>(IEnumerable<T> items)
    {
        public IEnumerable<T> Order(IComparer<T> comparer) => items.OrderBy(item => item, comparer);
    }

    extension(DateTimeOffset)
    {
        public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
    }

    extension(File)
    {
        public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken) =>
            Task.Run(() => File.ReadAllText(path), cancellationToken);
    }

    extension(HttpContent content)
    {
        public Task<string> ReadAsStringAsync(CancellationToken cancellationToken) =>
            Task.Run(content.ReadAsStringAsync, cancellationToken);
    }

    extension(Stream stream)
    {
        public Task WriteAsync(byte[] bytes, CancellationToken cancellationToken) =>
            stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);
    }

    extension(StreamReader reader)
    {
        public Task<string> ReadToEndAsync(CancellationToken cancellationToken) => Task.Run(reader.ReadToEndAsync, cancellationToken);
    }
}

internal static class KeyValuePair
{
    public static KeyValuePair<TKey, TValue> Create<TKey, TValue>(TKey key, TValue value) => new(key, value);
}
