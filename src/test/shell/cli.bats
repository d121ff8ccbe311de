#!/usr/bin/env bats
# shellcheck shell=bats disable=SC1090,SC1091,SC2030,SC2031 # what is sourced was made just now; each test is a subshell
# The command line as a person meets it: completion, terminals and pipes. Needs the jar: `mvn -B verify` builds it.

root=$(cd "$BATS_TEST_DIRNAME/../../.." && pwd)
sample=samples/messy
by=(--compliance cis-aws-1.1)

setup_file() {
  "$root/assay" completion bash >"$BATS_FILE_TMPDIR/assay.bash"
  "$root/assay" completion zsh >"$BATS_FILE_TMPDIR/assay.zsh"
}
setup() { cd "$root" || return; }

completed() { # WORD...: what bash offers for the last one
  source "$BATS_FILE_TMPDIR/assay.bash"
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
  COMP_TYPE=9 COMP_KEY=9
  "$(complete -p assay | sed 's/.*-F \([^ ]*\).*/\1/')"
  printf '%s\n' "${COMPREPLY[@]}" | sed 's/ *$//' | sort
}
expect() { # ACTUAL EXPECTED
  [ "$1" = "$2" ] || { printf 'got:\n%s\nexpected:\n%s\n' "$1" "$2"; return 1; }
}
on_a_terminal() { # COMMAND: what it shows there
  TERM=xterm script -q -e -c "$1" /dev/null </dev/null | tr -d '\r'
}

# --- completion

@test "bash completes a command" {
  expect "$(completed assay ev)" evaluate
  expect "$(completed assay ex)" explain
}

@test "bash completes every command" {
  local commands
  commands=$(./assay --help | sed -n '/^Commands:/,/^$/p' | sed -n 's/^  \([a-z]\+\),\{0,1\} .*/\1/p' | sort)
  [ "$(wc -l <<<"$commands")" -ge 7 ]
  expect "$(completed assay '' | grep -vx -e aws -e '-.*')" "$commands"
}

@test "bash completes an option" {
  expect "$(completed assay evaluate --comp)" --compliance
  expect "$(completed assay aws --fo)" $'--force\n--format'
}

@test "bash completes the values of --compliance: every built-in spec" {
  expect "$(completed assay evaluate --compliance '')" "$(./assay list specs | sed '1d;s/ .*//' | sort)"
}

@test "bash completes the values of --format: every format" {
  expect "$(completed assay evaluate --format '')" "$(./assay list formats | sed '1d;s/ .*//' | sort)"
  expect "$(completed assay convert --format ta)" table
}

@test "bash completes what can be listed, explained and asked for" {
  expect "$(completed assay list '' | grep -v -e ^-)" $'checks\ncontrols\nformats\nspecs'
  expect "$(completed assay explain iam-root-m)" iam-root-mfa
  expect "$(completed assay help ex)" exit-codes
  expect "$(completed assay completion z)" zsh
}

@test "bash completes the snapshot by files" {
  expect "$(completed assay evaluate samples/me)" samples/messy
}

@test "zsh takes the script and has a completion for assay" {
  command -v zsh >/dev/null || skip "no zsh"
  zsh -n "$BATS_FILE_TMPDIR/assay.zsh"
  ZDOTDIR=$BATS_TEST_TMPDIR run zsh -f -c "
    autoload -Uz compinit && compinit -u -d $BATS_TEST_TMPDIR/dump
    source $BATS_FILE_TMPDIR/assay.zsh
    print -r -- \$_comps[assay]"
  [ "$status" -eq 0 ]
  [[ $output == *_complete_assay* ]]
}

# --- terminals

@test "status words have colours on a terminal, and nowhere else" {
  local plain shown esc=$'\e'
  plain=$(./assay evaluate $sample "${by[@]}")
  shown=$(on_a_terminal "./assay evaluate $sample ${by[*]} --quiet")
  [[ $plain != *"$esc"* ]]
  [[ $shown == *"${esc}[36mMANUAL${esc}[0m: "* ]]
  expect "$(printf '%s\n' "$shown" | sed "s/$esc\[[0-9;]*m//g")" "$plain"
}

@test "NO_COLOR, TERM=dumb and --color=never take the colours away" {
  local call="evaluate $sample ${by[*]} --report summary --quiet"
  [[ $(on_a_terminal "NO_COLOR= ./assay $call") == *$'\e[1;31mFAIL'* ]]
  [[ $(on_a_terminal "NO_COLOR=1 ./assay $call") != *$'\e'* ]]
  [[ $(on_a_terminal "TERM=dumb ./assay $call") != *$'\e'* ]]
  [[ $(on_a_terminal "./assay $call --color never") != *$'\e'* ]]
}

@test "--color=always gives colours to a pipe" {
  [[ $(NO_COLOR=1 ./assay evaluate $sample "${by[@]}" --report summary --color=always) == *$'\e[1;31mFAIL'* ]]
}

@test "a slow run tells a terminal what it is doing, and nobody else" {
  local call="./assay evaluate $sample ${by[*]} --report summary"
  export ASSAY_JAVA_OPTS="-Xint -Xlog:disable" # the interpreter alone needs more than a second
  [[ $(on_a_terminal "$call >/dev/null") =~ ^$'\e[Kassay: '[a-z\ ]+', 1 s'.*$'\e[K'$ ]]
  expect "$(on_a_terminal "$call --quiet >/dev/null")" ""
  expect "$(on_a_terminal "$call 2>&1 >/dev/null | cat")" ""
}

# --- pipes

@test "a reader that leaves early is no error" {
  local command
  for command in "evaluate $sample ${by[*]}" "list checks" "completion bash" "--help" "help exit-codes"; do
    # shellcheck disable=SC2086 # the words of a command
    bash -o pipefail -c './assay "$@" 2>"$0" | head -n 1' "$BATS_TEST_TMPDIR/err" $command >"$BATS_TEST_TMPDIR/out"
    expect "$(cat "$BATS_TEST_TMPDIR/err")" ""
  done
}

@test "a full disk is an error" {
  [ -w /dev/full ] || skip "no /dev/full"
  run bash -c "./assay evaluate $sample ${by[*]} 2>&1 >/dev/full"
  [ "$status" -eq 74 ]
  expect "${lines[0]}" "error: cannot write to standard output"
}

# --- files

@test "a report file follows the umask" {
  local file=$BATS_TEST_TMPDIR/report
  (umask 022 && ./assay evaluate $sample "${by[@]}" --output "$file")
  expect "$(stat -c %a "$file")" 644
  (umask 077 && ./assay evaluate $sample "${by[@]}" --output "$file.2")
  expect "$(stat -c %a "$file.2")" 600
}
