namespace FreedomPay.Fields;

/// <summary>What is read from an object of an answer: the whole answer, or an item of one of its lists.</summary>
internal interface IAnswerPart
{
    /// <summary>Keeps the fields that have no property of their own, to be made when somebody asks for them.</summary>
    void Keep(Func<AdditionalProperties> rest);
}
