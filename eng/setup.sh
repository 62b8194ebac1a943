#!/usr/bin/env bash
# Picks the package stack and remembers it in eng/stack.props (ignored by git):
#   nuget   where the package feed restores TorchSharp and the machine loads it;
#   system  elsewhere: the compat projects over the machine's own libtorch, which apt-get installs where it may.
# TORCH_STACK=nuget or TORCH_STACK=system picks it by hand. Exit code 2: something must be installed first.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
remembered=$root/eng/stack.props
packages=(libtorch-dev cmake g++ libopenblas0-pthread)

say() { printf 'setup: %s\n' "$*" >&2; }
give_up() { say "$*"; exit 2; }

# The stack that was remembered, if the machine still has what it needs. No process is started: this runs at every start.
still_works() {
  local text=''
  [[ -r $remembered ]] && text=$(<"$remembered")
  [[ $text =~ \>(nuget|system)\< ]] || return 1
  local stack=${BASH_REMATCH[1]}
  [[ -z ${TORCH_STACK:-} || $TORCH_STACK == "$stack" ]] || return 1
  [[ $stack == nuget ]] && return 0
  [[ $text =~ 'libtorch: '([^[:space:]]+) && -d ${BASH_REMATCH[1]} ]] && has_compiler
}

has_compiler() { command -v cmake >/dev/null && { command -v c++ >/dev/null || command -v g++ >/dev/null; }; }

remember() { # stack, folder of libtorch's CMake files
  local note=''
  [[ -z ${2:-} ]] || note="<!-- libtorch: $2 -->"
  # A value given on the command line or in the environment goes before this one.
  printf '<Project><PropertyGroup><TorchStack Condition="'\''$(TorchStack)'\'' == '\'\''">%s</TorchStack></PropertyGroup>%s</Project>\n' "$1" "$note" >"$scratch/stack.props"
  cmp -s "$scratch/stack.props" "$remembered" || mv "$scratch/stack.props" "$remembered"
}

version_of() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props"; }

# Does the feed have the packages, in just these versions? NuGet would take a newer one in place of one that is missing, against
# which nothing here was tried. A throw-away project outside the repository, so that none of its settings apply.
feed_restores() {
  local name
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
    for name in TorchSharp TorchSharp.PyBridge Microsoft.ML.Tokenizers; do
      printf '<PackageReference Include="%s" Version="[%s]" />\n' "$name" "$(version_of "$name")"
    done
    echo '</ItemGroup></Project>'
  } >"$scratch/probe.csproj"
  local limit=()
  command -v timeout >/dev/null && limit=(timeout 120)
  ${limit[@]+"${limit[@]}"} dotnet restore "$scratch/probe.csproj" -v quiet --disable-build-servers "-p:RestoreRootConfigDirectory=$root" >"$scratch/restore.log" 2>&1
}

# Does this machine load what was restored? TorchSharp's native part is built on newer systems than some: 0.107 wants the C++ library of
# GCC 13, and Debian 12 has that of GCC 12.
packages_load() {
  [[ $(uname -sm) == 'Linux x86_64' ]] && command -v ldd >/dev/null || return 0
  local cache
  cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
  ! ldd "${cache%/}/torchsharp/$(version_of TorchSharp)/runtimes/linux-x64/native/libLibTorchSharp.so" 2>&1 | grep -q 'version .* not found'
}

# Prints the folder of libtorch's CMake files. Torch_DIR and CMAKE_PREFIX_PATH in the environment point CMake elsewhere.
find_libtorch() {
  has_compiler || return 1
  mkdir -p "$scratch/torch"
  cat >"$scratch/torch/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.18)
project(probe CXX)
find_package(Torch REQUIRED)
message(STATUS "libtorch-folder ${Torch_DIR}")
END
  cmake -S "$scratch/torch" -B "$scratch/torch/build" >"$scratch/cmake.log" 2>&1 || return 1
  sed -n 's/^-- libtorch-folder //p' "$scratch/cmake.log"
}

install() {
  command -v apt-get >/dev/null ||
    give_up "needs libtorch 1.13 or later with its CMake files, CMake, a C++ compiler and OpenBLAS; install them, set Torch_DIR if they lie elsewhere, and try again"
  local as_root=() apt=(apt-get -qq -o DPkg::Lock::Timeout=120)
  if [[ $(id -u) != 0 ]]; then
    { command -v sudo >/dev/null && sudo -n true 2>/dev/null; } ||
      give_up "run this, then try again: sudo apt-get update && sudo apt-get install -y ${packages[*]}"
    as_root=(sudo -n)
  fi
  say "installing ${packages[*]} with apt-get (some minutes)"
  # A list that cannot be refreshed (one dead mirror) may still do: the installation itself decides.
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive "${apt[@]}" update >"$scratch/apt.log" 2>&1 || true
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "${packages[@]}" >>"$scratch/apt.log" 2>&1 || {
    grep -E '^[EW]:' "$scratch/apt.log" | tail -n 3 >&2
    give_up "apt-get could not install them; run this, then try again: sudo apt-get update && sudo apt-get install -y ${packages[*]}"
  }
}

choose_nuget() {
  say "package stack: nuget"
  remember nuget
}

choose_system() {
  local torch
  if ! torch=$(find_libtorch) || { command -v dpkg >/dev/null && [[ -z ${Torch_DIR:-}${CMAKE_PREFIX_PATH:-} ]] && ! dpkg -s libopenblas0-pthread >/dev/null 2>&1; }; then
    install
    torch=$(find_libtorch) || give_up "CMake does not find libtorch: $(grep -m 1 'CMake Error' -A 3 "$scratch/cmake.log" | tr -s '\n ' ' ')"
  fi
  say "package stack: system, libtorch in $torch"
  remember system "$torch"
}

case ${TORCH_STACK:-} in
  '' | nuget | system) ;;
  *) give_up "TORCH_STACK is '$TORCH_STACK'; it must be nuget or system" ;;
esac
command -v dotnet >/dev/null || give_up "the .NET 10 SDK is not on PATH; install it and try again"
if still_works; then exit 0; fi

dotnet --list-sdks | grep -q '^1[0-9]\.' || give_up "the .NET SDK here is older than 10; install the .NET 10 SDK and try again"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if [[ ${TORCH_STACK:-} == nuget ]]; then
  choose_nuget
elif [[ ${TORCH_STACK:-} == system ]]; then
  choose_system
elif [[ $(uname -sm) == 'Linux aarch64' ]]; then
  choose_system # TorchSharp has no native build for it
else
  say "asking the package feed for TorchSharp"
  if ! feed_restores; then choose_system
  elif packages_load; then choose_nuget
  else
    say "the feed has it, but it wants a newer C++ library than this machine's"
    choose_system
  fi
fi
