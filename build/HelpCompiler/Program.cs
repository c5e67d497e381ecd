// Turns the XML documentation of the cmdlets, and what the contract says of their operations, into
//   <module>/en-US/FreedomPay.PowerShell.dll-Help.xml   what Get-Help shows
//   <docs>/*.md                                         a page per cmdlet, and an index by family
using FreedomPay.HelpCompiler;

if (args is not [var moduleFolder, var docsFolder])
{
    Console.Error.WriteLine("usage: HelpCompiler <folder of the module> <folder of the pages>");
    return 2;
}

CmdletHelp[] cmdlets = [.. CmdletReader.ReadAll().OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
string language = Path.Combine(moduleFolder, "en-US");
Directory.CreateDirectory(language);
MamlWriter.Write(cmdlets).Save(Path.Combine(language, "FreedomPay.PowerShell.dll-Help.xml"));

Directory.CreateDirectory(docsFolder);
var pages = cmdlets.ToDictionary(cmdlet => cmdlet.Name + ".md", MarkdownWriter.Page, StringComparer.Ordinal);
pages.Add("README.md", MarkdownWriter.Index(cmdlets));
foreach (string stale in Directory.EnumerateFiles(docsFolder, "*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file)))) File.Delete(stale);
foreach ((string name, string text) in pages)
{
    string file = Path.Combine(docsFolder, name);
    if (!File.Exists(file) || File.ReadAllText(file) != text) File.WriteAllText(file, text);
}

return 0;
