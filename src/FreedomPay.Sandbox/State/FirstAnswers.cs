using FreedomPay.Sandbox.Http;

namespace FreedomPay.Sandbox.State;

/// <summary>Keys that were used, with the first answer where the API gives it again.</summary>
internal sealed class FirstAnswers
{
    private readonly Dictionary<string, Answer> answers = new(StringComparer.Ordinal);

    public Answer? Find(string operationId, string key) => answers.TryGetValue(operationId + "\n" + key, out Answer? answer) ? answer : null;

    public void Keep(string operationId, string key, Answer answer) => answers[operationId + "\n" + key] = answer;

    public void Clear() => answers.Clear();
}
