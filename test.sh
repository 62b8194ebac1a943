#!/usr/bin/env bash
# Builds everything and runs every test and check; the last line says how many passed and failed.
#   ./test.sh           what CI runs
#   ./test.sh --long    the long tests too (trait Category=Long)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

filter=(--filter 'Category!=Long')
case ${1:-} in
  '') ;;
  --long) filter=() ;;
  *) echo "test.sh: '$1' is no option; there is --long" >&2; exit 2 ;;
esac

passed=0 failed=0 skipped=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

finish() {
  [[ $((passed + failed)) -gt 0 ]] || { echo 'no test ran' >&2; failed=1; }
  local line="$passed passed, $failed failed"
  [[ $skipped == 0 ]] || line+=", $skipped skipped"
  echo "$line"
  [[ $failed == 0 ]]
  exit
}

fail() { echo "FAILED: $1"; failed=$((failed + 1)); }

# Shows the errors of a build that fails, and nothing of one that succeeds.
quiet_build() { dotnet build "$@" -nologo -v quiet >"$results/build.log" 2>&1 || { grep -F ' error ' "$results/build.log" | sort -u || cat "$results/build.log"; return 1; }; }

# A number of the <Counters> element of a result file.
counter() { sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1; }

run_project() { # project file
  local name code=0 total=0 executed=0 good=0
  name=$(basename "$1" .csproj)
  local trx=$results/$name.trx
  dotnet test "$1" --no-build -c Release --nologo -v quiet ${filter[@]+"${filter[@]}"} \
    --logger "trx;LogFileName=$trx" --logger 'console;verbosity=minimal' >"$results/$name.log" 2>&1 || code=$?
  if [[ -f $trx ]]; then
    total=$(counter total "$trx") executed=$(counter executed "$trx") good=$(counter passed "$trx")
    total=${total:-0} executed=${executed:-0} good=${good:-0} # a result file cut short has none
  fi
  passed=$((passed + good)) failed=$((failed + executed - good)) skipped=$((skipped + total - executed))
  # A host that died leaves no failed test behind, only its exit code.
  [[ $code == 0 || $executed != "$good" ]] || fail "$name: the test host ended with code $code"
  echo "$name: $good passed, $((executed - good)) failed, $((total - executed)) skipped"
  [[ $code == 0 ]] || cat "$results/$name.log"
}

# The compat assemblies must have nothing that the packages they stand for have not.
compare_api() {
  local tools=../shared/tools name listing
  [[ -d $tools/apidiff ]] && grep -q '>system<' eng/stack.props || return 0
  quiet_build "$tools/apidiff" "-p:OutputPath=$results/apidiff/" "-p:BaseIntermediateOutputPath=$results/obj/" ||
    { fail 'apidiff does not build'; return 0; }
  for listing in "$tools"/*.api; do
    case $(basename "$listing") in
      torchsharp.pybridge-*) name=TorchSharp.PyBridge ;;
      torchsharp-*) name=TorchSharp ;;
      microsoft.ml.tokenizers-*) name=Microsoft.ML.Tokenizers ;;
      *) continue ;;
    esac
    local output=compat/$name/bin/Release/net10.0
    local references=()
    [[ $name != TorchSharp.PyBridge ]] || references=("$output/TorchSharp.dll")
    echo "compat/$name: API"
    dotnet "$results/apidiff/apidiff.dll" "$output/$name.dll" "$listing" ${references[@]+"${references[@]}"} || fail "compat/$name has members that the package has not"
  done
}

check_format() {
  dotnet format SeqGan.sln --verify-no-changes --no-restore --severity warn || fail 'dotnet format would change files'
}

eng/setup.sh
quiet_build SeqGan.sln -c Release || { fail 'the build'; finish; }
for project in tests/*/*.csproj; do run_project "$project"; done
compare_api
check_format
finish
