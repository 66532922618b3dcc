#!/usr/bin/env bash
# Runs what the build made on Windows as Wine has it: the quickstart, the Pester suite in PowerShell for Windows, and the xunit suites.
# It gets Wine where it may, and ends well without it. Arguments choose some of: quickstart pester EniTools.Api.Tests ...
set -uo pipefail
cd "$(dirname "$0")/../.."
readonly suites=(EniTools.Emulator.Tests EniTools.Api.Tests EniTools.Tests)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
exec < /dev/null
# Tests may be skipped here: what no run may miss, it met before.
unset CI

find_wine() {
    local candidate
    for candidate in /usr/lib/wine/wine64 wine64; do
        if command -v "$candidate"; then return; fi
    done
}

install_wine() {
    local sudo=
    if ! command -v apt-get; then return; fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true; then return; fi
        sudo='sudo -n'
    fi
    $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends wine64
}

if [ -z "$(find_wine)" ]; then install_wine > /dev/null 2>&1; fi
wine=$(find_wine)
if [ -z "$wine" ] || ! command -v script > /dev/null; then
    echo 'Windows was left out: there is no Wine here, or no program "script" to give it a terminal.'
    exit 0
fi

dotnet build tests/Windows || exit 1

scratch=$(mktemp -d)
export WINEPREFIX=$scratch/prefix WINEDEBUG=-all WINEARCH=win64
server=$(command -v wineserver || echo /usr/lib/wine/wineserver)
trap '"$server" --kill 2> /dev/null; "$server" --wait; rm -rf "$scratch"' EXIT
# Mono and Gecko, which Wine would ask for in a window, are not needed.
WINEDLLOVERRIDES=mscoree,mshtml= "$wine" wineboot --init &&
    WINEDLLOVERRIDES=mscoree,mshtml= "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null || exit 1

# Wine maps no page twice; with the other settings more processes come to their end there.
export DOTNET_EnableWriteXorExecute=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x2000000 DOTNET_ThreadPool_UseWindowsThreadPool=1
export DOTNET_ROOT="Z:${PWD//\//\\}\\artifacts\\windows\\dotnet"

failed=0

# Runs a program for Windows in a terminal of its own, which consoles need, within a time limit, and shows the lines that count.
run() {
    local name=$1 minutes=$2 lines=$3 status
    shift 3
    printf '\n== Windows: %s\n' "$name"
    # shellcheck disable=SC2016
    COMMAND=$(printf '%q ' "$wine" "$@") timeout --kill-after=10 $((minutes * 60)) \
        script --quiet --return --flush --command 'stty cols 500 rows 50; eval "exec $COMMAND"' "$scratch/log" > /dev/null
    status=$?
    sed -E -e 's/\x1b\][^\x07]*\x07//g' -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\r//g' "$scratch/log" > "$scratch/plain"
    grep -E "$lines" "$scratch/plain"
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then echo "$name did not end within $minutes minutes."; fi
    if [ "$status" -ne 0 ]; then
        failed=1
        mkdir -p artifacts/windows && cp "$scratch/plain" "artifacts/windows/$name.log"
        echo "FAILED: $name (exit code $status), see artifacts/windows/$name.log"
        # What it left behind must not hold up the next one.
        "$server" --kill
        "$server" --wait
    fi
}

is_chosen() {
    local name
    if [ $# -eq 1 ]; then return 0; fi
    for name in "${@:2}"; do if [ "$name" = "$1" ]; then return 0; fi; done
    return 1
}

property() { dotnet msbuild tests/Windows "-getProperty:$1"; }
packages=$(property NuGetPackageRoot)
arguments=(-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File)

if is_chosen quickstart "$@"; then
    run quickstart 2 '^(Left|Back|== Refused): ' \
        artifacts/bin/EniTools.Shell/debug/EniTools.Shell.exe "${arguments[@]}" examples/quickstart.ps1
fi
if is_chosen pester "$@"; then
    run pester 4 '^(Tests Passed|FAILED): ' \
        "${packages}powershell/$(property PowerShellVersion)/tools/net10.0/any/win/pwsh.exe" "${arguments[@]}" tests/Pester/Invoke-Suite.ps1 \
        -Package "artifacts/package/debug/EniTools.$(property Version).nupkg" -Pester "${packages}pester/6.2.0/tools/Pester.psd1"
fi
# One process for each class, three at a time: under Wine 8 some do not end. Such a class is ended and tried once more; the second time it
# has failed.
run_class() {
    local suite=$1 class=$2 log=$scratch/$2.log try
    for try in 1 2; do
        timeout --kill-after=5 90 "$wine" "artifacts/bin/$suite/debug/$suite.exe" -noColor -noLogo -parallelMode none -class "$class" > "$log" 2>&1
        case $? in 124 | 137) ;; *) break ;; esac
    done
    # Its last lines may come after its end.
    for _ in 1 2 3 4 5; do
        if grep -q 'Total: ' "$log"; then return; fi
        sleep 1
    done
    echo "    $class [FAIL] It did not end (try $try)." >> "$log"
}
export -f run_class
export scratch wine

for suite in "${suites[@]}"; do
    if ! is_chosen "$suite" "$@"; then continue; fi
    printf '\n== Windows: %s\n' "$suite"
    rm -f "$scratch"/*.log
    dotnet "artifacts/bin/$suite/debug/$suite.dll" -list classes -noColor -noLogo | grep "^$suite" > "$scratch/classes"
    xargs -P 3 -I '{}' bash -c 'run_class "$0" "$1"' "$suite" '{}' < "$scratch/classes"
    mkdir -p artifacts/windows && cat "$scratch"/*.log > "artifacts/windows/$suite.log"
    grep -E '\[FAIL\]' "artifacts/windows/$suite.log"
    if grep -q '\[FAIL\]' "artifacts/windows/$suite.log"; then failed=1; fi
    awk -v suite="$suite" '/Total: / { gsub(",", ""); for (i = 1; i < NF; i++) count[$i] += $(i + 1) }
        END { printf "%s: total %d, errors %d, failed %d, skipped %d\n", suite, count["Total:"], count["Errors:"], count["Failed:"], count["Skipped:"] }' \
        "artifacts/windows/$suite.log"
done
exit "$failed"
