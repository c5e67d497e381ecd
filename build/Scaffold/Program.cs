// Prints a first file for the cmdlet of an operation, one for its output type, and the Russian texts that its help will need: once, from the
// contract. From then on they are source, to be read and edited by people. With -Write they go to their places.
using FreedomPay.Scaffold;

bool write = args.Contains("-Write", StringComparer.OrdinalIgnoreCase);
if (args.Where(word => !word.StartsWith('-')).ToArray() is not [var root, var operationId])
{
    Console.Error.WriteLine("usage: Scaffold <folder of the repository> <operationId> [-Write]");
    return 2;
}

var house = new House(root);
ScaffoldOperation? operation = ScaffoldOperation.Find(operationId);
if ((operation is null ? "The contract has no operation of that name with a path." : house.Refusal(operation)) is { } refusal)
{
    Console.Error.WriteLine($"{operationId}: {refusal}");
    return 1;
}

foreach (ScaffoldFile file in house.FilesFor(operation!))
{
    if (write) house.Write(file);
    Console.WriteLine(write ? $"Wrote {file.Path}." : $"// ---- {file.Path}\n{file.Text}");
}

Console.WriteLine("Then:");
foreach (string step in house.StepsAfter(operation!)) Console.WriteLine($"- {step}");
return 0;
