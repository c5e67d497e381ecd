// Turns the XML documentation of the cmdlets, and what the contract says of their operations, into
//   <module>/en-US/FreedomPay.PowerShell.dll-Help.xml   what Get-Help shows
//   <module>/ru-RU, <module>/ru                         the same in Russian; Get-Help goes from ru-KZ to ru, and never to ru-RU
//   <docs>/cmdlets/*.md                                 a page per cmdlet, and an index by family
//   <docs>/ru-RU.json                                   what the Russian texts lack, and what they have too many

using FreedomPay.HelpCompiler;

if (args is not [var moduleFolder, var docsFolder, var russianTexts])
{
    Console.Error.WriteLine("usage: HelpCompiler <folder of the module> <folder of the pages> <folder of the Russian texts>");
    return 2;
}

CmdletHelp[] cmdlets = WriteMaml(Translation.None, "en-US");
Translation russian = Translation.Read(russianTexts);
WriteMaml(russian, "ru-RU", "ru");

string pagesFolder = Path.Combine(docsFolder, "cmdlets");
Directory.CreateDirectory(pagesFolder);
var pages = cmdlets.ToDictionary(cmdlet => cmdlet.Name + ".md", MarkdownWriter.Page, StringComparer.Ordinal);
pages.Add("README.md", MarkdownWriter.Index(cmdlets));
foreach (string stale in Directory.EnumerateFiles(pagesFolder, "*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file)))) File.Delete(stale);
foreach ((string name, string text) in pages)
{
    string file = Path.Combine(pagesFolder, name);
    if (!File.Exists(file) || File.ReadAllText(file) != text) File.WriteAllText(file, text);
}

File.WriteAllText(Path.Combine(docsFolder, "ru-RU.json"), russian.Report());
return 0;

CmdletHelp[] WriteMaml(Translation words, params string[] languages)
{
    CmdletHelp[] all = [.. new CmdletReader(words).ReadAll().OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    foreach (string language in languages)
    {
        string folder = Path.Combine(moduleFolder, language);
        Directory.CreateDirectory(folder);
        new MamlWriter(words).Write(all).Save(Path.Combine(folder, "FreedomPay.PowerShell.dll-Help.xml"));
    }

    return all;
}
