#!/usr/bin/env bash
# Runs what the build made on Windows as Wine has it, within 15 minutes: the quickstart, the Pester suite in PowerShell for Windows, and
# the xunit suites. It gets Wine where it may, and ends well without it. Arguments choose some of: quickstart pester chinese EniTools.Api.Tests ...
set -uo pipefail
cd "$(dirname "$0")/../.."
readonly limit=900
readonly suites=(EniTools.Emulator.Tests EniTools.Api.Tests EniTools.Tests)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
exec < /dev/null
# Tests may be skipped here: what no run may miss, it met before.
unset CI

# Runs a command for that many seconds at most, and not beyond the limit of all.
within() {
    local seconds=$1 left=$((deadline - $(date +%s)))
    shift
    timeout --kill-after=10 $((left < 1 ? 1 : left < seconds ? left : seconds)) "$@"
}

has_time() { [ "$(date +%s)" -lt "$deadline" ]; }

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
    # shellcheck disable=SC2086
    within 120 $sudo apt-get update && within 300 $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --no-install-recommends wine64
}

leave_out() {
    echo "Windows was left out: $1"
    exit 0
}

deadline=$(($(date +%s) + limit))
if [ -z "$(find_wine)" ]; then install_wine > /dev/null 2>&1; fi
wine=$(find_wine)
if [ -z "$wine" ]; then leave_out 'there is no Wine here, and Debian'\''s wine64 cannot be installed.'; fi
if ! command -v script > /dev/null; then leave_out 'there is no program "script", which gives a console its terminal.'; fi

within 300 dotnet build tests/Windows || exit 1

property() { dotnet msbuild tests/Windows "-getProperty:$1"; }
packages=$(property NuGetPackageRoot)
powershell=${packages}powershell/$(property PowerShellVersion)/tools/net10.0/any/win/pwsh.exe
package=artifacts/package/debug/EniTools.$(property Version).nupkg

scratch=$(mktemp -d)
export WINEPREFIX=$scratch/prefix WINEDEBUG=-all WINEARCH=win64
server=$(command -v wineserver || echo /usr/lib/wine/wineserver)

# Ends every Windows program of this run.
end_all() {
    timeout 10 "$server" --kill 2> /dev/null
    timeout 10 "$server" --wait
}

trap 'end_all; rm -rf "$scratch"' EXIT
# The folders of a user that Wine links to, such as Documents, are those of a user who has nothing yet.
export HOME=$scratch/home
mkdir "$HOME"
# Mono and Gecko, which Wine would ask for in a window, are not needed.
WINEDLLOVERRIDES=mscoree,mshtml= within 120 "$wine" wineboot --init > /dev/null 2>&1 &&
    WINEDLLOVERRIDES=mscoree,mshtml= within 60 "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f > /dev/null 2>&1 ||
    leave_out 'Wine cannot make a Windows here.'

# Wine maps no page twice, and halts threads badly: collections, which halt them, are few.
export DOTNET_EnableWriteXorExecute=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x2000000 DOTNET_ThreadPool_UseWindowsThreadPool=1
artifacts="Z:${PWD//\//\\}\\artifacts"
export DOTNET_ROOT="$artifacts\\windows\\dotnet" DOTNET_STARTUP_HOOKS="$artifacts\\bin\\Windows\\debug\\Windows.dll"
# In Wine, a share of another machine is this folder.
mkdir -p "$WINEPREFIX/dosdevices/unc/server/share"
export ENITOOLS_SHARE='\\server\share'

failed=0
logs=artifacts/windows
mkdir -p "$logs"

# Runs a program for Windows in a terminal of its own, which consoles need.
in_terminal() {
    local seconds=$1 log=$2 status
    shift 2
    # shellcheck disable=SC2016
    COMMAND=$(printf '%q ' "$wine" "$@") within "$seconds" \
        script --quiet --return --flush --command 'stty cols 500 rows 50; eval "exec $COMMAND"' "$log.raw" > /dev/null
    status=$?
    sed -E -e 's/\x1b\][^\x07]*\x07//g' -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\r//g' "$log.raw" > "$log"
    rm "$log.raw"
    return "$status"
}

# Runs a program and shows the lines that count. Wine is not Windows: what failed, or did not come to its end, is shown and run once more,
# and counts when that fails, too.
run() {
    local name=$1 seconds=$2 lines=$3 last=$4 status try
    shift 4
    printf '\n== Windows: %s\n' "$name"
    for try in 1 2; do
        in_terminal "$seconds" "$logs/$name.log" "$@"
        status=$?
        grep -E "$lines" "$logs/$name.log"
        if ! grep -qE "$last" "$logs/$name.log"; then
            if ! has_time; then return; fi
            echo "It did not come to its end (exit code $status)."
            # What it left behind must not hold up the next one.
            end_all
            [ "$status" -ne 0 ] || status=1
        fi
        if [ "$status" -eq 0 ] || [ "$try" -eq 2 ] || ! has_time; then break; fi
        echo 'It is run once more.'
    done
    if [ "$status" -ne 0 ]; then
        failed=1
        echo "FAILED: $name (exit code $status), see $logs/$name.log"
    fi
}

is_chosen() {
    local name
    if [ $# -eq 1 ]; then return 0; fi
    for name in "${@:2}"; do if [ "$name" = "$1" ]; then return 0; fi; done
    return 1
}

arguments=(-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File)
if is_chosen quickstart "$@"; then
    run quickstart 120 '^(Left|Back|== Refused): ' '^Back: ' \
        artifacts/bin/EniTools.Shell/debug/EniTools.Shell.exe "${arguments[@]}" examples/quickstart.ps1
fi
if is_chosen pester "$@"; then
    run pester 240 '^(Tests Passed|FAILED): ' '^Tests Passed: ' "$powershell" "${arguments[@]}" tests/Pester/Invoke-Suite.ps1 \
        -Package "$package" -Pester "${packages}pester/6.2.0/tools/Pester.psd1"
fi
# Wine takes its language and code page from a locale, which few machines have.
if is_chosen chinese "$@"; then
    if localedef -i zh_CN -f UTF-8 "$scratch/zh_CN.UTF-8" 2> /dev/null; then
        LOCPATH=$scratch LC_ALL=zh_CN.UTF-8 run chinese 60 '^(Chinese|FAILED): ' '^(Chinese: all passed|FAILED)' \
            "$powershell" "${arguments[@]}" tests/Windows/Chinese.ps1 -Module ./artifacts/module/debug/EniTools
    else
        echo 'Chinese was left out: the locale zh_CN cannot be made here.'
    fi
fi

# One process for each class, so that one that failed, or did not come to its end, is run once more without the others.
run_class() {
    local suite=$1 class=$2 log=$logs/$1/$2.log try
    for try in 1 2; do
        if ! has_time; then return; fi
        in_terminal 240 "$log" "artifacts/bin/$suite/debug/$suite.exe" -noColor -noLogo -parallelMode none -class "$class"
        if ! grep -q 'Total: ' "$log" && ! has_time; then
            rm "$log"
            return
        fi
        if ! grep -q 'Total: ' "$log"; then echo "    $class [FAIL] It did not come to its end." >> "$log"; fi
        if ! grep '\[FAIL\]' "$log"; then return; fi
        if [ "$try" -eq 1 ]; then echo "    $class is run once more."; fi
    done
}
export -f run_class in_terminal within has_time
export wine logs deadline

for suite in "${suites[@]}"; do
    if ! is_chosen "$suite" "$@" || ! has_time; then continue; fi
    printf '\n== Windows: %s\n' "$suite"
    rm -rf "${logs:?}/$suite"
    mkdir -p "$logs/$suite"
    env -u DOTNET_STARTUP_HOOKS dotnet "artifacts/bin/$suite/debug/$suite.dll" -list classes -noColor -noLogo |
        grep "^$suite\." > "$scratch/classes"
    # shellcheck disable=SC2016
    xargs -P 3 -I '{}' bash -c 'run_class "$0" "$1"' "$suite" '{}' < "$scratch/classes"
    if grep -qE '\[FAIL\]' "$logs/$suite"/*.log; then failed=1; fi
    cat "$logs/$suite"/*.log | awk -v suite="$suite" -v classes="$(wc -l < "$scratch/classes")" '
        /Total: / { ended++; gsub(",", ""); for (i = 1; i < NF; i++) count[$i] += $(i + 1) }
        END { printf "%s: total %d, errors %d, failed %d, skipped %d, in %d of %d classes\n",
            suite, count["Total:"], count["Errors:"], count["Failed:"], count["Skipped:"], ended, classes }'
    if has_time && ! grep -q 'Total: ' "$logs/$suite"/*.log; then failed=1; fi
done
if ! has_time; then echo "The $((limit / 60)) minutes of Windows are over: what had not begun by then was left out."; fi
exit "$failed"
