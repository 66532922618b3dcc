using System.Globalization;
using System.Reflection;
using System.Text;
using EniTools.Help;

if (args is not [var assemblyPath, var sources, var moduleFolder, var findings])
{
    Console.Error.WriteLine(
        "Usage: EniTools.Help <path of EniTools.dll, beside the .xml files of the build> <folder with en-US and zh-CN> "
            + "<module folder> <folder for what is not translated>");
    return 2;
}

const string English = "en-US";
const string Chinese = "zh-CN";
var module = Assembly.LoadFrom(Path.GetFullPath(assemblyPath));
var comments = Comments.Beside(assemblyPath, "EniTools", "EniTools.Api");
Write(English, Translation.None);

var chinese = Translation.Read(Path.Combine(sources, Chinese));
Write(Chinese, chinese);
Directory.CreateDirectory(findings);
Note("missing", [.. chinese.Missing.Select(english => PoFile.Entry(english))]);
Note("stale", [.. chinese.Stale.Select(pair => PoFile.Entry(pair.English, pair.Translated))]);
return 0;

void Write(string language, Translation texts)
{
    // Remedies come from the module, in the language of the thread.
    CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    var folder = Path.Combine(moduleFolder, language);
    Directory.CreateDirectory(folder);
    new CmdletTopics(comments, texts).Build(module).Save(Path.Combine(folder, "EniTools.dll-Help.xml"));
    Save("about_EniTools_Errors.help.txt", new ErrorTopic(comments, texts).Build(module));
    foreach (var path in Directory.EnumerateFiles(Path.Combine(sources, English), "*.help.txt"))
        Save(Path.GetFileName(path), language == English ? File.ReadAllText(path) : AboutTopic.Translate(File.ReadAllText(path), texts));

    // Editors and Windows PowerShell take a file without a mark for one in the code page of the machine.
    void Save(string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: language != English));
}

// What a translator has to do, in the format of the translations. The tests fail on it.
void Note(string what, IReadOnlyCollection<string> entries)
{
    var path = Path.GetFullPath(Path.Combine(findings, $"{Chinese}.{what}.po"));
    File.WriteAllText(path, string.Join('\n', entries));
    if (entries.Count > 0)
        Console.WriteLine($"{Chinese}: {entries.Count} texts are {what}: {path}");
}
