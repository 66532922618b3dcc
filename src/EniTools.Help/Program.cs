using System.Reflection;
using EniTools.Help;

if (args is not [var assemblyPath, var folder])
{
    Console.Error.WriteLine("Usage: EniTools.Help <path of EniTools.dll, beside the .xml files of the build> <folder to write to>");
    return 2;
}

var module = Assembly.LoadFrom(Path.GetFullPath(assemblyPath));
var comments = Comments.Beside(assemblyPath, "EniTools", "EniTools.Api");
Directory.CreateDirectory(folder);
CmdletTopics.Build(module, comments).Save(Path.Combine(folder, "EniTools.dll-Help.xml"));
File.WriteAllText(Path.Combine(folder, "about_EniTools_Errors.help.txt"), ErrorTopic.Build(module, comments));
return 0;
