# How to start this PowerShell again: & $pwsh @pwshWords -NoProfile ... Where it came as a .NET tool, the process is dotnet and its first
# word is pwsh.dll. The executable beside that file is no answer: only the user who installed the tool may start it. And the tool's own
# command is a process before the process: what kills that one leaves this one running.
$pwsh = [Environment]::ProcessPath
$pwshWords = @(if ([IO.Path]::GetFileNameWithoutExtension($pwsh) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] })
