using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Session;

/// <summary>Completes the environments, the harmless ones first.</summary>
internal sealed class EnvironmentCompleterAttribute() : ArgumentCompleterAttribute(typeof(EnvironmentCompleter));

internal sealed class EnvironmentCompleter() : CodeCompleter(static () => ["Sandbox", "Test", "Production", "Custom"]);
