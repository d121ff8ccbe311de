#!/usr/bin/env bats
# shellcheck shell=bats disable=SC2016,SC2030,SC2031 # backquotes are those of messages; each test is a subshell
# Tests `collect-organization` with a fake `aws`, in which an access key leads to the answers of its account.
load collect-helper
: "${scripts=}" "${answers=}" "${box=}" # are its

setup() {
  new_box "$BATS_TEST_TMPDIR"
  only 'iam get-account-summary'
  identity "$answers" 444455556666 # of the administrator's own account: first as a word, then as JSON
  printf 'arn:aws:sts::444455556666:assumed-role/admin/me\n' | answer global/sts/get-caller-identity.1
  member 111122223333
  member 777788889999
}
identity() { # TREE ACCOUNT
  mkdir -p "$1/global/sts"
  printf '{\n    "Account": "%s",\n    "Arn": "arn:aws:sts::%s:assumed-role/Audit/assay-collect"\n}\n' "$2" "$2" \
    >"$1/global/sts/get-caller-identity.json"
}
member() { # ACCOUNT: its role can be taken, and its credentials lead to it
  printf 'FAKE%s\thush-hush-secret\thush-hush-token/+==\n' "$1" | answer "global/sts/assume-role/$1"
  identity "$answers/FAKE$1" "$1"
}
teardown() { only_reading 'sts assume-role |organizations list-accounts '; }
organization() { "$scripts/collect-organization" "$@"; }
archives() { printf '%s\n' assay-*.tar.gz | cut -d - -f 2 | paste -sd ' ' -; }

@test "a list with comments: one snapshot an account, each with its own credentials" {
  printf '# ours\n111122223333  # production\r\n\n777788889999\r\n444455556666 own' >list
  AWS_PROFILE=mine run --separate-stderr organization --role audit/Audit --accounts list --out 'the snapshots' -- --regions us-east-1
  [ "$status" -eq 0 ]
  expect "$(tail -n 1 <<<"$stderr")" '== 3 accounts, 0 without a snapshot'
  cd 'the snapshots'
  expect "$(archives)" '111122223333 444455556666 777788889999'
  local account
  for account in 111122223333 444455556666 777788889999; do
    grep -qF "\"accountId\": \"$account\"" assay-$account-*Z/snapshot.json
    (cd assay-$account-*Z && sha256sum --quiet -c SHA256SUMS)
  done
  expect "$(paste -d ' ' "$FAKE_AWS_LOG.keys" "$FAKE_AWS_LOG" | grep get-account-summary | cut -d ' ' -f 1-3)" \
    'FAKE111122223333 iam get-account-summary
FAKE777788889999 iam get-account-summary
none iam get-account-summary'
}

@test "the session is bounded to reading, and no credential is written" {
  echo 111122223333 >list
  organization --role Audit --accounts list --external-id 'an id' -- --regions us-east-1
  expect "$(grep assume-role "$FAKE_AWS_LOG")" \
    'sts assume-role --role-arn arn:aws:iam::111122223333:role/Audit --role-session-name assay-collect --policy-arns arn=arn:aws:iam::aws:policy/SecurityAudit --policy {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", "Action": [   "account:GetContactInformation", "bcm-data-exports:ListExports", "cur:DescribeReportDefinitions"]}]} --external-id an id --query Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text'
  run ! grep -rE 'hush-hush|FAKE1111' assay-*
}

@test "without a list the organization's active accounts are collected, the own one without a role" {
  printf '777788889999\t444455556666\n111122223333\n' | answer global/organizations/list-accounts
  organization --role Audit -- --regions us-east-1
  expect "$(archives)" '111122223333 444455556666 777788889999'
  expect "$(asked "organizations list-accounts --query Accounts\[?Status=='ACTIVE'\].Id --output text")" 1
  expect "$(asked 'sts assume-role')" 2
  expect "$(asked 'assume-role .*444455556666')" 0
}

@test "one account's failure does not stop the rest, and is named" {
  printf '%s\n' 123412341234 111122223333 777788889999 >list
  error global/sts/assume-role/123412341234 AccessDenied
  error FAKE111122223333/global/sts/get-caller-identity ExpiredToken
  rm "$answers/FAKE111122223333/global/sts/get-caller-identity.json"
  run --separate-stderr organization --role Audit --accounts list -- --regions us-east-1
  [ "$status" -eq 1 ]
  expect "$(archives)" 777788889999
  expect "$(tail -n 1 <<<"$stderr")" '== 3 accounts, 2 without a snapshot: 123412341234 111122223333'
}

@test "a role that leads to another account than it is listed for is no snapshot of either" {
  printf '%s\n' 111122223333 777788889999 >list
  identity "$answers/FAKE111122223333" 123412341234
  run --separate-stderr organization --role Audit --accounts list -- --regions us-east-1
  [ "$status" -eq 1 ]
  expect "$(archives)" 777788889999
  grep -F 'error: these are credentials of account 123412341234, not of `111122223333`' <<<"$stderr"
}

@test "options of collect reach it, the endpoint and the profile too" {
  echo 444455556666 >list
  organization --role Audit --accounts list --profile mine --endpoint-url http://127.0.0.1:5000 -- --regions us-east-1 --specs awscis1.2
  expect "$(grep -vc '^--profile mine --endpoint-url http://127.0.0.1:5000 ' "$FAKE_AWS_LOG")" 1 # `configure get region`
  grep -F '"endpointOverride": "http://127.0.0.1:5000"' assay-*Z/snapshot.json
}

@test "Ctrl-C ends the whole, not one account" {
  printf '%s\n' 111122223333 777788889999 >list
  echo ': >hangs; while [ ! -e go ]; do sleep 0.05; done' | before FAKE111122223333/global/iam/get-account-summary
  echo '{}' | answer FAKE111122223333/global/iam/get-account-summary
  # a shell's background jobs ignore it, so that it has to be put back
  setsid env --default-signal=INT "$scripts/collect-organization" --role Audit --accounts list -- --regions us-east-1 2>err 3>&- &
  local code=0
  wait_for hangs
  kill -INT -- "-$!"
  : >go
  wait $! || code=$?
  expect "$code" 1
  expect "$(tail -n 2 err)" 'error: interrupted
help: run the rest again by a list of its own'
  expect "$(asked 'assume-role')" 1
  expect "$(find . -name '*.tar.gz')" ''
}

refused() { # CODE ERROR HELP OPTION...
  run --separate-stderr organization "${@:4}"
  [ "$status" -eq "$1" ]
  expect "$output" ''
  expect "$(tail -n 2 <<<"$stderr")" "error: $2"$'\n'"help: $3"
}
@test "wrong options and lists are refused before any account is asked" {
  refused 2 'there is no --role' 'name the role to take in each account'
  refused 2 '--role needs a value' 'see collect-organization --help' --role
  refused 2 '`--regions` is no option of collect-organization' 'options of collect stand behind --; see --help' --role A --regions all
  refused 2 '--profile, --out and --endpoint-url are not for collect here' 'put them before the --' --role A -- --out=x
  refused 2 '--resume is for one account' 'go on with collect itself, or run its account again' --role A -- --resume
  expect "$(asked .)" 0
  printf '111122223333\n12345\n' >list
  refused 2 '`12345` is no account' 'an account has 12 digits' --role A --accounts list
  echo '# none' >list
  refused 2 'there is no account to collect' 'check the list' --role A --accounts list
  refused 2 'cannot read `missing`' 'name a file with an account on each line' --role A --accounts missing
  error global/organizations/list-accounts AccessDeniedException
  refused 1 "AWS does not list the organization's accounts" 'use the management account, or give a list with --accounts' --role A
  rm "$answers"/global/sts/get-caller-identity.*
  error global/sts/get-caller-identity ExpiredToken
  refused 1 'AWS does not say whose credentials these are' 'log in' --role A
  expect "$(asked assume-role)" 0
}

@test "--help answers without asking AWS" {
  run --separate-stderr organization --help
  [ "$status" -eq 0 ]
  [[ $output == 'usage: collect-organization --role NAME'* && -z $stderr ]]
  expect "$(asked .)" 0
}
