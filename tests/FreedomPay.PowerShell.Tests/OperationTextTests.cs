using System.Globalization;
using System.Xml.Linq;
using FreedomPay.Operations;
using FreedomPay.Texts;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What -WhatIf and -Confirm say of an operation.</summary>
public sealed class OperationTextTests
{
    [Fact]
    public void What_a_cmdlet_would_do_is_said_in_the_words_of_the_contract()
    {
        string[] written = [.. CmdletReader.All.SelectMany(cmdlet => cmdlet.Operations).Where(operation => !operation.IsRead).Select(operation => operation.OperationId).Distinct()];

        Assert.Equal(
            written.Order(StringComparer.Ordinal).Select(id => (OperationTexts.KeyOf(id), OperationCatalog.Find(id)!.Summary!)),
            XDocument.Load(Path.Combine(Repository.Root, "src", "FreedomPay.PowerShell", "Texts", "Messages.resx")).Descendants("data")
                .Select(text => ((string)text.Attribute("name")!, (string)text.Element("value")!)).Where(text => MessagesTests.IsOfOperation(text.Item1)));
        Expect.None(written.Where(id => Messages.ResourceManager.GetString(OperationTexts.KeyOf(id), CultureInfo.InvariantCulture) is null));
    }
}
