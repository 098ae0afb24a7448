#!/usr/bin/env bash
# Prints a folder that holds the Pulumi CLI; builds it there from its Go modules the first time (minutes).
# The Go modules are used because that way no download site is needed beside the module proxy.
set -euo pipefail

version=v3.230.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/leastwise/pulumi-${version#v}"

if [[ ! -x "$folder/pulumi" ]]; then
  command -v go >/dev/null || { echo "build-pulumi: Go is not installed" >&2; exit 2; }
  mkdir -p "$folder"
  exec 9>"$folder/.lock"
  command -v flock >/dev/null && flock 9 # two test runs must not build at the same time
fi
if [[ ! -x "$folder/pulumi" ]]; then
  echo "build-pulumi: building the Pulumi CLI $version (once, a few minutes)" >&2
  module=$(mktemp -d)
  trap 'rm -rf "$module"' EXIT
  printf 'module leastwise/pulumi-cli\n\ngo 1.25.0\n\nrequire (\n\tgithub.com/pulumi/pulumi/pkg/v3 %s\n\tgithub.com/pulumi/pulumi/sdk/v3 %s\n)\n' \
    "$version" "$version" >"$module/go.mod"
  # The Automation API refuses a CLI that does not know its version.
  flags="-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version"
  (cd "$module" && GOFLAGS='-mod=mod -buildvcs=false' nice go build -trimpath -ldflags "$flags" -o pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) >&2 ||
    { echo "build-pulumi: $version could not be built" >&2; exit 2; }
  mv "$module/pulumi" "$folder/pulumi"
fi
echo "$folder"
