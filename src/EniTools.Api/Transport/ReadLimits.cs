using System.Text;
using System.Xml;
using EniTools.Api.Files;

namespace EniTools.Api.Transport;

/// <summary>The limits of all that is read from outside: responses, files that people write, and worlds.</summary>
internal static class ReadLimits
{
    /// <summary>The depth of nested JSON. What is read nests six deep.</summary>
    public const int MaxDepth = 32;

    /// <summary>The size of a response or a file. A page of 500 ENIs has some 4 MB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The number of values in one tree. A page of 500 ENIs with all that they can have has 310,000.</summary>
    public const int MaxValues = 500_000;

    /// <summary>The size of a world. A million ENIs with ten addresses each have 0.9 GB.</summary>
    public const int MaxWorldBytes = 1024 * 1024 * 1024;

    /// <summary>The characters of the output of a credential program. A key has some hundred, and a token a few thousand.</summary>
    public const int MaxProgramCharacters = 64 * 1024;

    /// <summary>The limits of the XML reader that reads JSON. Its time grows with the square of the depth.</summary>
    internal static XmlDictionaryReaderQuotas Quotas { get; } = new()
    {
        MaxDepth = MaxDepth,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxStringContentLength = int.MaxValue,
    };

    /// <summary>Reads a text file, in UTF-8 or with a byte-order mark. A pipe or a device is refused, which could make a reader wait.</summary>
    /// <exception cref="IOException">The file cannot be read or is too large.</exception>
    internal static string TextOf(string path)
    {
        using var file = RegularFile.OpenToRead(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = file.Read(buffer, 0, buffer.Length)) > 0; bytes.Write(buffer, 0, read))
        {
            // A device has no length to ask for.
            if (bytes.Length + read > MaxBytes)
                throw new IOException($"The file '{path}' is larger than {MaxBytes / 1024 / 1024} MiB.");
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
