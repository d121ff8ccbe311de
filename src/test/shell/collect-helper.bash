# shellcheck shell=bash
# What the tests of the collectors share: a box with a fake `aws`, and words to say what it answers.
bats_require_minimum_version 1.5.0
root=$(cd "$BATS_TEST_DIRNAME/../../.." && pwd -P)
fake=$BATS_TEST_DIRNAME/fake-aws

# Answers in layers: those of the test, then those of a sample snapshot.
new_box() { # DIRECTORY [SAMPLE]
  box=$1 answers=$1/answers scripts=$root/collector-scripts
  mkdir -p "$answers" "$box/home" "$box/bin"
  unset "${!AWS_@}"
  export LC_ALL=C HOME=$box/home PATH=$box/bin:$fake:$PATH ASSAY_COLLECT_WAIT=0
  export FAKE_AWS_ANSWERS=$answers:$root/samples/${2-messy} FAKE_AWS_LOG=$box/calls FAKE_AWS_MAJOR=1
  : >"$FAKE_AWS_LOG"
  cd "$box" || return
}
collect() { "$scripts/collect" "$@"; }

answer() { cat >"$(place "$1.json")"; } # PATH, stdout on stdin
error() { # PATH CODE: as CLI 1, 2 or 2.34 words it
  local start='An error occurred'
  if [ "$FAKE_AWS_MAJOR" = 2.34 ]; then start="aws: [ERROR]: $start"; fi
  printf '\n%s (%s) when calling the SomeThing operation: not today\n' "$start" "$2" >"$(place "$1.err")"
}
message() { # PATH RC TEXT: an error of the CLI itself
  printf '\n%s\n' "$3" >"$(place "$1.err")"
  echo "$2" >"$(place "$1.rc")"
}
before() { cat >"$(place "$1.sh")"; } # PATH, commands on stdin
place() {
  mkdir -p "$(dirname "$answers/$1")"
  echo "$answers/$1"
}
regions() { # NAME[:STATE]...: the answer of describe-regions
  local region comma=''
  {
    printf '{\n    "Regions": ['
    for region in "$@"; do
      printf '%s\n        {\n            "OptInStatus": "%s",\n' "$comma" "${region#*:}"
      printf '            "Geography": [\n                {\n                    "Name": "Somewhere"\n                }\n            ],\n'
      printf '            "RegionName": "%s",\n            "Endpoint": "ec2.%s.amazonaws.com"\n        }' "${region%:*}" "${region%:*}"
      comma=,
    done
    printf '\n    ]\n}\n'
  } | answer global/ec2/describe-regions
}
only() { # 'SERVICE OPERATION'...: the same script with a shorter table; who and where are always asked
  scripts="$box/collector scripts"
  mkdir -p "$scripts"
  cp "$root/collector-scripts/collect" "$root/collector-scripts/collect-organization" "$scripts"
  printf '%s\n' 'sts get-caller-identity' 'ec2 describe-regions' "$@" |
    awk -F '\t' 'NR == FNR { wanted[$0]; next } FNR == 1 || $2 " " $3 in wanted' - "$root/collector-scripts/commands.tsv" \
      >"$scripts/commands.tsv"
}

cell() { awk -F '\t' -v path="$1.json" -v n="$2" '$1 == path { print $n }' "${3-snap}/calls.tsv"; } # PATH COLUMN [SNAPSHOT]
status() { cell "$1" 7 "${2-snap}"; }                                                               # PATH [SNAPSHOT]
asked() { grep -c -- "$1" "$FAKE_AWS_LOG" || true; }                                                # REGEX
expect() { # WHAT EXPECTED
  if [ "$1" != "$2" ]; then
    printf 'expected: %s\nbut was:  %s\n' "$2" "$1"
    return 1
  fi
}
stable() { # SNAPSHOT: calls.tsv and snapshot.json without what differs from run to run
  awk -F '\t' -v OFS='\t' '{ $9 = $10 = "-" } 1' "$1/calls.tsv"
  grep -vE '"(startedAt|finishedAt)"' "$1/snapshot.json"
}
same_snapshots() { # SNAPSHOT SNAPSHOT: but for times and sums
  diff -r -x calls.tsv -x snapshot.json -x SHA256SUMS "$1" "$2" && diff <(stable "$1") <(stable "$2")
}
nothing_whole() { [ ! -e snap ] && [ ! -e snap.tar.gz ] && [ -z "$(find . -name SHA256SUMS ! -path './uninterrupted/*')" ]; }
wait_for() { # FILE
  local n
  for ((n = 0; n < 200; n++)); do
    if [ -e "$1" ]; then return; fi
    sleep 0.05
  done
  echo "$1 did not come"
  return 1
}

# Whatever a test did: only these calls, and only such verbs.
only_reading() { # [ALSO]: a regex of what else is fine
  local call
  while IFS= read -r call; do
    call=$(sed -E 's/^(--(profile|endpoint-url) [^ ]* )*//' <<<"$call")
    case $call in 'configure get region') continue ;; esac
    [[ $call =~ ^[a-z0-9-]+' '(get|list|describe)-[a-z-]+' ' || $call =~ ^'iam generate-credential-report ' ]] &&
      cut -f 2,3 "$root/collector-scripts/commands.tsv" | tr '\t' ' ' | grep -qx "$(cut -d ' ' -f 1,2 <<<"$call")" ||
      [[ -n ${1-} && $call =~ ^$1 ]] || { echo "not only reading: $call"; return 1; }
  done <"$FAKE_AWS_LOG"
}
