using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

// A terminal of 120 columns that keeps what is written to it; whether it shows colours is the test's choice.
public sealed class PromptHost : PSHost
{
    private readonly PromptInterface terminal;

    public PromptHost(bool showsColors) => terminal = new PromptInterface(showsColors);

    // What has been written since the last time.
    public string Take()
    {
        string text = terminal.Written.ToString();
        terminal.Written.Clear();
        return text;
    }

    public override PSHostUserInterface UI => terminal;
    public override string Name => "Prompt";
    public override Version Version { get; } = new Version(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

internal sealed class PromptInterface : PSHostUserInterface
{
    public PromptInterface(bool showsColors) => SupportsVirtualTerminal = showsColors;

    public StringBuilder Written { get; } = new StringBuilder();
    public override bool SupportsVirtualTerminal { get; }
    public override PSHostRawUserInterface RawUI { get; } = new PromptScreen();
    public override void Write(string value) => Written.Append(value);
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Written.Append(value);
    public override void WriteLine(string value) => Written.Append(value).Append('\n');
    public override void WriteErrorLine(string value) => WriteLine(value);
    public override void WriteDebugLine(string message) => WriteLine(message);
    public override void WriteVerboseLine(string message) => WriteLine(message);
    public override void WriteWarningLine(string message) => WriteLine(message);
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override string ReadLine() => throw new NotSupportedException();
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) => throw new NotSupportedException();
}

internal sealed class PromptScreen : PSHostRawUserInterface
{
    public override Size BufferSize { get; set; } = new Size(120, 50);
    public override Size WindowSize { get; set; } = new Size(120, 50);
    public override Size MaxWindowSize => WindowSize;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override string WindowTitle { get; set; } = "";
    public override bool KeyAvailable => false;
    public override void FlushInputBuffer() { }
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
}
