#!/usr/bin/env bash
# The tests of the core, compiled for .NET Framework 4.7.2 and run under Mono, where this machine has it or may install it (apt, as root, with
# CI=true). Mono is not Windows PowerShell: what this shows is that the build for .NET Framework works, and not where it will run.
set -uo pipefail
cd "$(dirname "$0")/.."
if ! command -v mono > /dev/null; then
  if [ "${CI:-}" != true ] || [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "Not run: the tests of the core on .NET Framework; there is no mono here, and it is installed only by apt, as root, with CI=true."
    exit 0
  fi
  # The smallest package that has the facades, netstandard.dll among them; what it recommends is for developers.
  export DEBIAN_FRONTEND=noninteractive
  said=$({ apt-get update -q && apt-get install -y -q --no-install-recommends mono-devel; } 2>&1 < /dev/null) || { echo "$said"; exit 1; }
fi
project=tests/FreedomPay.Core.Tests.NetFramework
dotnet build "$project" --nologo --verbosity quiet || exit 1
runner=$(dotnet msbuild "$project" -getProperty:XunitConsole) || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# What Mono cannot do, and what there is none of in .NET Framework, is marked where it is, with the reason, and named here; nothing else is
# left out.
grep -rhA1 --no-group-separator -F '[Trait("NotOn", "Mono")]' tests/FreedomPay.Core.Tests --include='*.cs' |
  sed -nE 'h;s|.*// ||;x;n;s|^ *public [^(]* ([A-Za-z_]+)\(.*|\1|;G;s|(.*)\n(.*)|Not run on Mono: \1: \2|p'
grep -rE '^#if !NETFRAMEWORK //' tests/FreedomPay.Core.Tests --include='*.cs' | sed -E 's|.*/([A-Za-z]+)\.cs:#if !NETFRAMEWORK // *|Left out on .NET Framework, in \1: |'
timeout 300 mono "$runner" "$project/bin/Debug/net472/FreedomPay.Core.Tests.dll" -noappdomain -notrait NotOn=Mono -nologo -nocolor -parallel none < /dev/null 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
number() { sed -nE "s/.* $1: ([0-9]+).*/\1/p" "$log" | tail -1; }
total=$(number Total); failed=$(number Failed); errors=$(number Errors); skipped=$(number Skipped)
failed=$((${failed:-0} + ${errors:-1}))
echo "$((${total:-0} - failed - ${skipped:-0})) passed, $failed failed, ${skipped:-0} skipped"
[ "$failed" -eq 0 ] && [ "${total:-0}" -gt 0 ] || status=1
exit "$status"
