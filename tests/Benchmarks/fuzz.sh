#!/usr/bin/env bash
# Coverage-guided fuzzing of everything that reads texts from outside: tests/Benchmarks/fuzz.sh SECONDS [READER...]
# gives each reader that many seconds. Needs afl++ (apt install afl++). SharpFuzz marks the branches of both assemblies in a copy of the
# build; afl-fuzz keeps the texts that took a new branch and mutates them. Exits with 1 if a text crashed or hung a reader.
set -euo pipefail
cd "$(dirname "$0")/../.."
export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1

seconds=$1
shift
work=$PWD/artifacts/fuzz
rm -rf "$work"
mkdir -p "$work"
dotnet build tests/Benchmarks -c Release -v quiet
cp -r artifacts/bin/Benchmarks/release "$work/program"
dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tools" > "$work/tools.txt"
"$work/program/Benchmarks" fuzz-corpus "$work/corpus"
for assembly in EniTools.Api EniTools.Emulator; do
    "$work/tools/sharpfuzz" "$work/program/$assembly.dll"
done

if [ $# -eq 0 ]; then mapfile -t readers < <(ls "$work/corpus"); else readers=("$@"); fi
for reader in "${readers[@]}"; do
    afl-fuzz -i "$work/corpus/$reader" -o "$work/$reader" -t 10000 -m none -V "$seconds" \
        -- "$work/program/Benchmarks" fuzz-covered "$reader" > "$work/$reader.txt" 2>&1 || tail -n 20 "$work/$reader.txt"
    awk -F' *: ' -v reader="$reader" '{ value[$1] = $2 } END { print reader ": " value["run_time"] " s, " value["execs_done"] " texts, " \
        value["edges_found"] " edges, " value["saved_crashes"] " crashes, " value["saved_hangs"] " hangs" }' "$work/$reader/default/fuzzer_stats"
done

found=$(find "$work" -path '*/crashes/id*' -o -path '*/hangs/id*')
if [ -n "$found" ]; then printf 'Found:\n%s\n' "$found"; exit 1; fi
