using System.Collections;
using System.Globalization;
using System.Resources;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What -WhatIf and -Confirm say of an operation: in English what the contract says, in Russian a text of the family.</summary>
public sealed class OperationTextTests
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru");

    private static string[] Written =>
    [
        .. from cmdlet in CmdletReader.All
           from operation in cmdlet.Operations
           where !operation.IsRead
           group operation by operation.OperationId into one
           select one.Key,
    ];

    public static TheoryData<string> Operations() => new(Written.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Operations))]
    public void What_a_cmdlet_would_do_is_said_in_the_words_of_the_contract_and_in_Russian(string operationId)
    {
        FreedomPayOperation operation = OperationCatalog.Find(operationId)!;
        ResourceManager texts = OperationTexts.TextsOf(operation.Family);
        string key = OperationTexts.KeyOf(operationId);
        string? russian = texts.GetResourceSet(Russian, createIfNotExists: true, tryParents: false)!.GetString(key);

        Assert.Equal((operation.Summary, russian), (ActionIn("en"), ActionIn("ru")));
        Assert.Matches(@"\p{IsCyrillic}.*\.$", russian);
        List<string> kept = MessagesTests.Code(russian!);
        Assert.All(MessagesTests.Code(operation.Summary!), word => Assert.True(kept.Remove(word), $"'{word}' is missing"));

        string ActionIn(string language)
        {
            CultureInfo before = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            try
            {
                return OperationTexts.ActionOf(operationId, operation.Family);
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }

    [Fact]
    public void What_an_operation_without_a_cmdlet_would_do_is_said_in_the_words_of_the_contract()
    {
        FreedomPayOperation[] others = [.. OperationCatalog.All.Where(operation => !Written.Contains(operation.OperationId))];

        Assert.NotEmpty(others);
        Assert.All(others, operation => Assert.Equal(operation.Summary, OperationTexts.ActionOf(operation.OperationId, operation.Family)));
    }

    [Fact]
    public void No_text_is_of_an_operation_that_no_cmdlet_performs()
    {
        IEnumerable<ResourceManager> all = Enum.GetValues<FreedomPayApi>().Select(OperationTexts.TextsOf).Distinct();

        Assert.Equal(
            Written.Select(OperationTexts.KeyOf).Order(StringComparer.Ordinal),
            all.SelectMany(texts => texts.GetResourceSet(Russian, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>())
                .Select(text => (string)text.Key).Where(MessagesTests.IsOfOperation).Order(StringComparer.Ordinal));
    }
}
