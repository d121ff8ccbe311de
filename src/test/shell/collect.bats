#!/usr/bin/env bats
# shellcheck shell=bats disable=SC2016,SC2030,SC2031 # backquotes are those of messages; each test is a subshell
# Tests `collect` with a fake `aws`. The first ones look at one whole run, the others make a run each, mostly with a
# shorter table of commands.
load collect-helper
: "${root=}" "${scripts=}" "${answers=}" "${box=}" # are its

setup_file() {
  new_box "$BATS_FILE_TMPDIR"
  export AWS_ACCESS_KEY_ID=AKIAFAKEFAKEFAKEFAKE AWS_SECRET_ACCESS_KEY=hush-hush-secret AWS_SESSION_TOKEN=hush-hush-token
  FAKE_DATE=2026-06-30T12:00:00Z collect --out snap --jobs 2 --with-contacts --with-billing >whole.out 2>whole.err
}
setup() {
  new_box "$BATS_TEST_TMPDIR"
  whole=$BATS_FILE_TMPDIR/snap
}
teardown() { only_reading; }

# --- one whole run ---

@test "a whole run makes only calls of the table, and only those that read" {
  FAKE_AWS_LOG=$BATS_FILE_TMPDIR/calls
  [ "$(asked .)" -gt 80 ]
  only_reading
}

@test "every answer of a sample is written as it came, and nothing else" {
  cd "$whole"
  local file n=0
  while read -r file; do
    cmp "$file" "$root/samples/messy/$file"
    n=$((n + 1))
  done < <(find global regions -type f)
  expect "$n" 82
}

@test "calls.tsv agrees with the sample's in all but times" {
  cd "$whole"
  expect "$(head -n 1 calls.tsv)" $'path\tregion\tservice\toperation\tparent\trc\tstatus\terror_code\tstarted_at\tms\tbytes\targv'
  sort -c <(tail -n +2 calls.tsv)
  expect "$(cut -f 1 calls.tsv | sort | uniq -d)" ''
  expect "$(awk -F '\t' 'NF != 12 || NR > 1 && ($9 !~ /^2026-06-30T12:00:00Z$/ || $10 !~ /^[0-9]+$/)' calls.tsv)" ''
  # the sample has more calls, and one without its query
  but_times() { grep -v list-virtual-mfa-devices "$1" | cut -f 1-8,11,12 | sort; }
  expect "$(comm -23 <(but_times calls.tsv) <(but_times "$root/samples/messy/calls.tsv"))" ''
}

@test "every file has its row and every row its file" {
  cd "$whole"
  diff <(find global regions -name '*.json' | sort) <(awk -F '\t' '$7 ~ /^(ok|empty)$/ { print $1 }' calls.tsv)
  diff <(find global regions -name '*.err' | sed 's/err$/json/' | sort) \
    <(awk -F '\t' 'NR > 1 && $7 !~ /^(ok|empty)$/ { print $1 }' calls.tsv)
  while IFS=$'\t' read -r path _ _ _ _ rc status _ _ _ bytes _; do
    case $status in
      ok) [ "$rc" -eq 0 ] && [ "$bytes" -gt 0 ] && expect "$(($(wc -c <"$path")))" "$bytes" ;;
      empty) [ "$rc" -eq 0 ] && [ "$bytes" -eq 0 ] && [ ! -s "$path" ] ;;
      absent | denied) [ "$rc" -eq 255 ] && [ "$bytes" -eq 0 ] ;;
      *) false ;;
    esac
  done < <(tail -n +2 calls.tsv)
}

@test "a zero-byte answer is empty, not configured is absent" {
  expect "$(status global/s3api/get-bucket-logging/messy-trail "$whole")" empty
  expect "$(status global/s3control/get-public-access-block "$whole")" absent
  expect "$(cell global/s3control/get-public-access-block 8 "$whole")" NoSuchPublicAccessBlockConfiguration
  expect "$(status regions/eu-west-1/sns/list-subscriptions-by-topic/ops-2019 "$whole")" absent
}

@test "snapshot.json is complete" {
  expect "$(cat "$whole/snapshot.json")" '{
  "format": "assay-snapshot/1",
  "accountId": "444455556666",
  "partition": "aws",
  "callerArn": "arn:aws:sts::444455556666:assumed-role/auditor/collect",
  "startedAt": "2026-06-30T12:00:00Z",
  "finishedAt": "2026-06-30T12:00:00Z",
  "collector": "collect 0.1.0",
  "awsCli": "aws-cli/1.45.11 Python/3.13.4 Linux/6.8.0 botocore/1.43.11",
  "endpointOverride": null,
  "regions": {
    "collected": ["eu-west-1","us-east-1"],
    "skipped": [{"region": "ap-east-1", "reason": "not opted in"}]
  }
}'
}

@test "the run starts before its first call and ends after its last" {
  only 'iam get-account-summary'
  echo 'sleep 1.1' | before global/sts/get-caller-identity
  cp "$whole/global/sts/get-caller-identity.json" "$(place global/sts/get-caller-identity.json)"
  collect --out snap --regions us-east-1
  local started finished
  started=$(sed -n 's/.*"startedAt": "\(.*\)",/\1/p' snap/snapshot.json)
  finished=$(sed -n 's/.*"finishedAt": "\(.*\)",/\1/p' snap/snapshot.json)
  expect "$(cut -f 9 snap/calls.tsv | grep ^20 | awk -v from="$started" -v to="$finished" '$0 < from || $0 > to')" ''
  [[ $started < $finished ]]
}

@test "a region that is off is not asked" {
  FAKE_AWS_LOG=$BATS_FILE_TMPDIR/calls
  expect "$(asked ap-east-1)" 0
  [ ! -e "$whole/regions/ap-east-1" ]
}

@test "the sums verify, and cover every other file" {
  cd "$whole"
  sha256sum --quiet --strict -c SHA256SUMS
  diff <(find . -type f ! -name SHA256SUMS | sed 's|^\./||' | LC_ALL=C sort) <(cut -c 67- SHA256SUMS)
}

@test "the archive holds the same under the snapshot's name" {
  tar -xzf "$whole.tar.gz"
  diff -r snap "$whole"
}

@test "the screen has the archive on stdout, and a summary with its digest on stderr" {
  cd "$BATS_FILE_TMPDIR"
  expect "$(cat whole.out)" snap.tar.gz
  digest=$(sha256sum snap.tar.gz | cut -c 1-64)
  expect "$(sed -E 's/ in [0-9]+ s:/ in N s:/' whole.err)" "account   444455556666, as arn:aws:sts::444455556666:assumed-role/auditor/collect
with      aws-cli/1.45.11 Python/3.13.4 Linux/6.8.0 botocore/1.43.11
regions   eu-west-1 us-east-1
calls     81 in N s: 5 absent, 2 empty, 74 ok
snapshot  snap, packed as snap.tar.gz
sha256    $digest
to read   $(sed -E 's/(....)/\1 /g; s/ $//' <<<"$digest")"
}

@test "nothing is left beside the snapshot, and nobody else may read it" {
  cd "$BATS_FILE_TMPDIR"
  expect "$(echo snap*)" 'snap snap.tar.gz'
  expect "$(find snap snap.tar.gz -perm /077)" ''
}

@test "no secret of the environment and no seed is in any file" {
  run ! grep -rE 'hush-hush|AKIAFAKE' "$whole"
  FAKE_AWS_LOG=$BATS_FILE_TMPDIR/calls
  expect "$(asked 'iam list-virtual-mfa-devices')" 1
  # not even its answer is asked for what nobody may keep
  expect "$(asked 'iam list-virtual-mfa-devices --query {VirtualMFADevices:VirtualMFADevices\[\].{SerialNumber:SerialNumber,User:User,EnableDate:EnableDate}} ')" 1
}

@test "the decoded credential report is the sample's" {
  cmp "$whole/global/iam/credential-report.csv" "$root/samples/messy/global/iam/credential-report.csv"
}

@test "a trail is asked about once, in its home region; trail buckets are asked about in full, others in short" {
  FAKE_AWS_LOG=$BATS_FILE_TMPDIR/calls
  expect "$(asked get-trail-status)" 2
  expect "$(asked 'get-trail-status --name arn:aws:cloudtrail:us-east-1:444455556666:trail/stopped --region us-east-1')" 1
  expect "$(asked get-bucket-acl)" 2
  expect "$(asked get-bucket-versioning)" 4
}

@test "the rotation of keys is asked where it is up to the account" {
  FAKE_AWS_LOG=$BATS_FILE_TMPDIR/calls
  expect "$(asked 'describe-key.*eu-west-1')" 4
  expect "$(grep -o 'get-key-rotation-status.*eu-west-1' "$FAKE_AWS_LOG" | cut -d ' ' -f 3 | sort)" "8ab6006e-d3c2-4457-a030-e96391e4ac35
a0d2d8fc-12ab-403d-a9b6-cc9eafe55ae0"
}

@test "assay scores the whole run as it scores the sample, and finds no row and file that disagree" {
  [ -f "$root/target/assay.jar" ] || skip "no target/assay.jar"
  but_size() { grep -vE '^(Snapshot|Coverage)' "$@"; } # the sample has calls that nothing here needs
  run --separate-stderr "$root/assay" evaluate "$whole" --compliance cis-aws-1.1 --report summary
  [[ $output$stderr != *disagree* ]]
  diff <(but_size <<<"$output") <(but_size "$root/samples/expected/messy/cis-aws-1.1.summary.txt")
}

# --- what became of a call ---

statuses() { # runs the table below with the CLI's MAJOR
  export FAKE_AWS_MAJOR=$1
  only 'iam get-account-password-policy' 'iam get-account-summary' 'iam list-saml-providers' 'iam list-server-certificates' \
    'iam list-open-id-connect-providers' 'cloudtrail describe-trails' 'kms list-keys' 'sns list-topics' 'ec2 describe-vpcs' \
    'accessanalyzer list-analyzers' 'configservice describe-delivery-channels'
  error global/iam/get-account-password-policy NoSuchEntity
  error global/iam/get-account-summary AccessDenied
  error global/iam/list-saml-providers.1 Throttling
  error global/iam/list-saml-providers.2 TooManyRequestsException
  echo '{"SAMLProviderList": []}' | answer global/iam/list-saml-providers
  error global/iam/list-server-certificates RequestLimitExceeded
  error global/iam/list-open-id-connect-providers ServiceFailure
  error regions/us-east-1/kms/list-keys UnrecognizedClientException
  error regions/us-east-1/ec2/describe-vpcs AuthFailure
  error regions/us-east-1/sns/list-topics InvalidClientTokenId
  message regions/us-east-1/accessanalyzer/list-analyzers 255 \
    'Could not connect to the endpoint URL: "https://access-analyzer.us-east-1.amazonaws.com/"'
  message regions/us-east-1/configservice/describe-delivery-channels "$2" 'usage: aws [options] <command> <subcommand>'
  collect --out snap --regions us-east-1
  expect "$(cut -f 4,6-8 snap/calls.tsv | tail -n +2 | sort)" "describe-delivery-channels	$2	unsupported	-
describe-regions	0	ok	-
describe-trails	0	ok	-
describe-vpcs	$3	region-off	AuthFailure
get-account-password-policy	$3	absent	NoSuchEntity
get-account-summary	$3	denied	AccessDenied
get-caller-identity	0	ok	-
list-analyzers	255	unsupported	-
list-keys	$3	region-off	UnrecognizedClientException
list-open-id-connect-providers	$3	failed	ServiceFailure
list-saml-providers	0	ok	-
list-server-certificates	$3	throttled	RequestLimitExceeded
list-topics	$3	region-off	InvalidClientTokenId"
  expect "$(asked list-saml-providers)" 3
  expect "$(asked list-server-certificates)" 5
  expect "$(find snap -name 'list-saml-providers.*')" snap/global/iam/list-saml-providers.json
  cmp snap/global/iam/get-account-summary.err "$answers/global/iam/get-account-summary.err"
}
@test "statuses, as CLI 1 words errors" { statuses 1 2 255; }
@test "statuses, as CLI 2 words errors" { statuses 2 252 254; }
@test "statuses, as CLI 2.34 words errors" { statuses 2.34 252 254; }

@test "an endpoint out of reach says nothing of a service where nothing else of its region answers" {
  only 'kms list-keys'
  message regions/us-east-1/kms/list-keys 255 'Could not connect to the endpoint URL: "https://kms.us-east-1.amazonaws.com/"'
  collect --out snap --regions us-east-1
  expect "$(status regions/us-east-1/kms/list-keys)" failed
}

@test "a code amid a line is quoted by something else, and decides nothing" {
  only 'iam get-account-password-policy'
  message global/iam/get-account-password-policy 255 'Note: An error occurred (NoSuchEntity) when calling the GetX operation'
  collect --out snap --regions us-east-1
  expect "$(status global/iam/get-account-password-policy)" failed
}

@test "odd bytes, and an end with or without a newline, stay as they came" {
  only 'iam list-saml-providers' 'iam list-server-certificates' 'iam get-account-summary'
  printf '{"odd": "\xc3\xa9 \xff \x01 \\u0000 \\"}\r\n\n' | answer global/iam/list-saml-providers
  printf '{"SAMLProviderList": []}' | answer global/iam/list-server-certificates
  message global/iam/get-account-summary 255 $'\xff caf\xc3\xa9\r'
  collect --out snap --regions us-east-1
  local file
  for file in list-saml-providers.json list-server-certificates.json get-account-summary.err; do
    cmp "snap/global/iam/$file" "$answers/global/iam/$file"
  done
}

@test "tabs, newlines and backslashes are escaped in calls.tsv, odd names are encoded in paths" {
  only 's3api list-buckets' 's3api get-bucket-versioning'
  local long
  long=$(printf 'b%.0s' {1..200})
  printf '{\n    "Buckets": [\n' >list
  printf '            "Name": "%s",\n' 'plain._@+=,-Z9' .dotted 'a.b' $'t\tab' 'per%cent' 'a b' 'ünï' '~:*<>' "$long" "${long}b" 'x&y' >>list
  answer global/s3api/list-buckets <list
  LC_ALL=C.UTF-8 collect --out snap --regions us-east-1
  expect "$(awk -F '\t' '/get-bucket-versioning/ { sub(".*/", "", $1); print $5 "\t" $1 }' snap/calls.tsv | sort)" \
    "$(LC_ALL=C sort <<<"plain._@+=,-Z9	plain._@+=,-Z9.json
.dotted	%2Edotted.json
a.b	a.b.json
t\\tab	t%09ab.json
per%cent	per%25cent.json
a b	a%20b.json
ünï	%C3%BCn%C3%AF.json
~:*<>	%7E%3A%2A%3C%3E.json
x&y	x%26y.json
$long	$long.json
${long}b	$(printf '%s' "${long}b" | sha256sum | cut -c 1-64).json")"
  expect "$(asked 'get-bucket-versioning --bucket x&y --region')" 1
  expect "$(find snap -name '.?*')" ''
}

# --- regions ---

@test "--regions asks these, and says which were left out" {
  only 'ec2 describe-vpcs'
  collect --out snap --regions us-east-1
  [ ! -e snap/regions/eu-west-1 ]
  grep -F '"collected": ["us-east-1"],' snap/snapshot.json
  grep -F '"skipped": [{"region": "ap-east-1", "reason": "not opted in"},{"region": "eu-west-1", "reason": "not asked for"}]' \
    snap/snapshot.json
}

@test "--regions with a region that is off only: recorded, and no region is asked" {
  only 'ec2 describe-vpcs'
  collect --out snap --regions ap-east-1
  expect "$(asked describe-vpcs)" 0
  grep -F '"collected": [],' snap/snapshot.json
}

@test "regions are told apart also where AWS says their geography" {
  only 'ec2 describe-vpcs'
  regions us-east-1:opt-in-not-required me-south-1:not-opted-in eu-west-1:opted-in
  collect --out snap
  grep -F '"collected": ["eu-west-1","us-east-1"],' snap/snapshot.json
  grep -F '"skipped": [{"region": "me-south-1", "reason": "not opted in"}]' snap/snapshot.json
  expect "$(asked me-south-1)" 0
}

@test "an unknown region is refused, and the corrected command runs" {
  only
  run --separate-stderr collect --out snap --regions us-east-1,eu-wset-1
  [ "$status" -eq 2 ]
  expect "$(tail -n 2 <<<"$stderr")" 'error: there is no region `eu-wset-1`
help: there are: ap-east-1 eu-west-1 us-east-1'
  collect --out snap --regions us-east-1,eu-west-1
}

@test "where AWS does not list the regions, one is asked and a warning says so" {
  only 'ec2 describe-vpcs'
  error global/ec2/describe-regions UnauthorizedOperation
  run --separate-stderr collect --out snap
  [ "$status" -eq 0 ]
  [[ $stderr == *'warning: AWS does not say which regions there are; asked are only: us-east-1'* ]]
  expect "$(status global/ec2/describe-regions)" denied
  expect "$(status regions/us-east-1/ec2/describe-vpcs)" ok
  grep -F '"skipped": []' snap/snapshot.json
}

@test "partitions have their own home and policies" {
  only 'iam list-entities-for-policy'
  sed 's/arn:aws:/arn:aws-us-gov:/' "$root/samples/messy/global/sts/get-caller-identity.json" | answer global/sts/get-caller-identity
  collect --out snap --regions us-east-1
  grep -F '"partition": "aws-us-gov"' snap/snapshot.json
  expect "$(asked 'list-entities-for-policy --policy-arn arn:aws-us-gov:iam::aws:policy/AWSSupportAccess --region us-gov-west-1')" 1
}

# --- loops ---

@test "topics: the region's own by name, another account's by its whole ARN" {
  only 'cloudwatch describe-alarms' 'sns list-topics' 'sns list-subscriptions-by-topic'
  answer regions/us-east-1/cloudwatch/describe-alarms <<'EOF'
{
    "MetricAlarms": [
        {
            "AlarmName": "arn:aws:sns:us-east-1:444455556666:only-a-name",
            "AlarmActions": [
                "arn:aws:sns:us-east-1:444455556666:own",
                "arn:aws:sns:us-east-1:111122223333:theirs",
                "arn:aws:autoscaling:us-east-1:444455556666:scalingPolicy:x"
            ],
            "OKActions": [
                "arn:aws:sns:us-east-1:444455556666:fine"
            ]
        }
    ],
    "CompositeAlarms": [
        {
            "AlarmActions": [
                "arn:aws:sns:us-east-1:444455556666:composite"
            ]
        }
    ]
}
EOF
  answer regions/us-east-1/sns/list-topics <<'EOF'
{
    "Topics": [
        {
            "TopicArn": "arn:aws:sns:us-east-1:444455556666:own"
        },
        {
            "TopicArn": "arn:aws:sns:us-east-1:444455556666:quiet"
        }
    ]
}
EOF
  for topic in own theirs fine composite quiet; do
    echo '{"Subscriptions": []}' | answer "regions/us-east-1/sns/list-subscriptions-by-topic/$topic"
  done
  collect --out snap --regions us-east-1
  expect "$(cd snap/regions/us-east-1/sns/list-subscriptions-by-topic && echo *)" \
    'arn%3Aaws%3Asns%3Aus-east-1%3A111122223333%3Atheirs.json composite.json fine.json own.json quiet.json'
  expect "$(cell regions/us-east-1/sns/list-subscriptions-by-topic/own 5)" own
  expect "$(cell regions/us-east-1/sns/list-subscriptions-by-topic/arn%3Aaws%3Asns%3Aus-east-1%3A111122223333%3Atheirs 5)" \
    arn:aws:sns:us-east-1:111122223333:theirs
  expect "$(asked 'list-subscriptions-by-topic --topic-arn arn:aws:sns:us-east-1:444455556666:own ')" 1
}

@test "keys: rotation is not asked of AWS's, imported, asymmetric, disabled or unreadable ones" {
  only 'kms list-keys' 'kms describe-key' 'kms get-key-rotation-status'
  printf '            "KeyId": "%s",\n' good old aws imported asymmetric disabled secret | answer regions/us-east-1/kms/list-keys
  key() { # NAME MANAGER SPEC STATE ORIGIN [MEMBER OF THE SPEC]
    printf '        "%s": "%s",\n' KeyManager "$2" "${6-KeySpec}" "$3" KeyState "$4" Origin "$5" |
      answer "regions/us-east-1/kms/describe-key/$1"
  }
  key good CUSTOMER SYMMETRIC_DEFAULT Enabled AWS_KMS
  key old CUSTOMER SYMMETRIC_DEFAULT Enabled AWS_KMS CustomerMasterKeySpec
  key aws AWS SYMMETRIC_DEFAULT Enabled AWS_KMS
  key imported CUSTOMER SYMMETRIC_DEFAULT Enabled EXTERNAL
  key asymmetric CUSTOMER RSA_2048 Enabled AWS_KMS
  key disabled CUSTOMER SYMMETRIC_DEFAULT Disabled AWS_KMS
  error regions/us-east-1/kms/describe-key/secret AccessDeniedException
  echo '{"KeyRotationEnabled": true}' | answer regions/us-east-1/kms/get-key-rotation-status/good
  error regions/us-east-1/kms/get-key-rotation-status/old UnsupportedOperationException
  collect --out snap --regions us-east-1
  expect "$(asked 'kms describe-key')" 7
  expect "$(cd snap/regions/us-east-1/kms/get-key-rotation-status && echo *)" 'good.json old.err'
  expect "$(status regions/us-east-1/kms/get-key-rotation-status/old)" absent
  expect "$(status regions/us-east-1/kms/describe-key/secret)" denied
}

@test "prefix lists: those that groups and routes refer to, once each" {
  only 'ec2 describe-security-groups' 'ec2 describe-route-tables' 'ec2 get-managed-prefix-list-entries'
  printf '"x": [\n  {\n  "PrefixListId": "%s"\n  }\n]\n' pl-1 pl-2 pl-1 | answer regions/us-east-1/ec2/describe-security-groups
  printf '"x": [\n  {\n  "DestinationPrefixListId": "%s"\n  }\n]\n' pl-2 pl-3 | answer regions/us-east-1/ec2/describe-route-tables
  echo '{"Entries": []}' | answer regions/us-east-1/ec2/get-managed-prefix-list-entries/pl-3
  echo '{"Entries": []}' | answer regions/us-east-1/ec2/get-managed-prefix-list-entries/pl-1
  error regions/us-east-1/ec2/get-managed-prefix-list-entries/pl-2 InvalidPrefixListID.NotFound
  collect --out snap --regions us-east-1
  expect "$(asked get-managed-prefix-list-entries)" 3
  expect "$(status regions/us-east-1/ec2/get-managed-prefix-list-entries/pl-1)" ok
  expect "$(status regions/us-east-1/ec2/get-managed-prefix-list-entries/pl-2)" absent
}

@test "a trail that every region lists is asked about once; another account's has its ARN for a name" {
  only 'cloudtrail describe-trails' 'cloudtrail get-trail-status' 's3api get-bucket-acl'
  for region in us-east-1 eu-west-1; do
    answer "regions/$region/cloudtrail/describe-trails" <<'EOF'
            "TrailARN": "arn:aws:cloudtrail:us-east-1:444455556666:trail/own",
            "S3BucketName": "messy-trail",
            "TrailARN": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization",
            "S3BucketName": "messy-trail",
EOF
  done
  echo '{"IsLogging": true}' | answer regions/us-east-1/cloudtrail/get-trail-status/own
  error regions/eu-west-1/cloudtrail/get-trail-status/organization AccessDeniedException
  collect --out snap
  expect "$(asked get-trail-status)" 2
  expect "$(asked get-bucket-acl)" 1
  expect "$(status regions/us-east-1/cloudtrail/get-trail-status/own)" ok
  expect "$(status regions/eu-west-1/cloudtrail/get-trail-status/arn%3Aaws%3Acloudtrail%3Aeu-west-1%3A111122223333%3Atrail%2Forganization)" denied
}

@test "two jobs give what one gives" {
  only 'cloudtrail describe-trails' 'cloudtrail get-trail-status' 'kms list-keys' 'kms describe-key' 's3api list-buckets' \
    's3api get-bucket-location'
  collect --out one --jobs 1
  collect --out two --jobs 3
  same_snapshots one two
}

# --- the credential report ---

report_only() { only 'iam generate-credential-report' 'iam get-credential-report'; }
state() { printf '{\n    "State": "%s",\n    "Description": "No report exists"\n}\n' "$2" | answer "global/iam/generate-credential-report.$1"; }

@test "the report is awaited until it is complete" {
  report_only
  state 1 STARTED
  state 2 INPROGRESS
  state 3 COMPLETE
  collect --out snap --regions us-east-1
  expect "$(asked generate-credential-report)" 3
  expect "$(asked get-credential-report)" 1
  grep -q COMPLETE snap/global/iam/generate-credential-report.json
  cmp snap/global/iam/credential-report.csv "$root/samples/messy/global/iam/credential-report.csv"
}

@test "a report that is not there, not ready or too old is asked for again" {
  report_only
  error global/iam/get-credential-report.1 ReportNotPresent
  error global/iam/get-credential-report.2 ReportInProgress
  error global/iam/get-credential-report.3 ReportExpired
  collect --out snap --regions us-east-1
  expect "$(status global/iam/get-credential-report)" ok
  expect "$(asked get-credential-report)" 4
  expect "$(find snap -name '*.err')" ''
}

@test "too many requests for the report are repeated" {
  report_only
  error global/iam/generate-credential-report.1 LimitExceeded
  collect --out snap --regions us-east-1
  expect "$(status global/iam/generate-credential-report)" ok
  expect "$(status global/iam/get-credential-report)" ok
}

@test "a report that may not be made is not waited for" {
  report_only
  error global/iam/generate-credential-report AccessDenied
  error global/iam/get-credential-report ReportNotPresent
  collect --out snap --regions us-east-1
  expect "$(asked get-credential-report)" 1
  expect "$(status global/iam/generate-credential-report)" denied
  expect "$(status global/iam/get-credential-report)" failed
  [ ! -e snap/global/iam/credential-report.csv ]
}

@test "a report that AWS has already is taken even if it may not be made anew" {
  report_only
  error global/iam/generate-credential-report AccessDenied
  collect --out snap --regions us-east-1
  [ -s snap/global/iam/credential-report.csv ]
}

# --- expired, interrupted, resumed ---

expiring() { # where the token ends: in the middle of the second region
  only 'iam get-account-password-policy' 'cloudtrail describe-trails' 'cloudtrail get-trail-status' 'kms list-keys'
  collect --out uninterrupted --jobs 1
  : >"$FAKE_AWS_LOG"
}

@test "expired credentials end the run, say what to do, and --resume asks the rest" {
  expiring
  error regions/us-east-1/kms/list-keys ExpiredTokenException
  run --separate-stderr collect --out snap --jobs 1
  [ "$status" -eq 1 ]
  expect "$output" ''
  expect "$(tail -n 3 <<<"$stderr")" 'An error occurred (ExpiredTokenException) when calling the SomeThing operation: not today
error: AWS takes these credentials no longer
help: log in again, then run the same command with --resume --out snap'
  nothing_whole
  rm -r "$answers"
  collect --out snap --jobs 1 --resume
  same_snapshots snap uninterrupted
  expect "$(grep -vE '^configure|get-caller-identity|kms list-keys --region us-east-1' "$FAKE_AWS_LOG" | sort | uniq -d)" ''
}

@test "a profile's session that has expired ends the run too, without a guess at the regions" {
  only 'iam get-account-password-policy'
  message global/ec2/describe-regions 255 'Error when retrieving token from sso: Token has expired and refresh failed'
  run --separate-stderr collect --out snap
  [ "$status" -eq 1 ]
  [[ $stderr == *'error: AWS takes these credentials no longer'* && $stderr != *warning* ]]
  nothing_whole
}

@test "credentials that are no good from the start: nothing is left behind" {
  only
  error global/sts/get-caller-identity ExpiredToken
  run --separate-stderr collect
  [ "$status" -eq 1 ]
  expect "$(tail -n 2 <<<"$stderr")" 'error: AWS does not say whose credentials these are
help: log in, and check that `aws sts get-caller-identity` works'
  expect "$(find . -name 'assay-*')" ''
}

hanging() { # PATH: the call hangs, and with it the run, started in the background as $pid
  echo ': >hangs; while [ ! -e go ]; do sleep 0.05; done' | before "$1"
  cp "$root/samples/messy/$1.json" "$answers/$1.json"
  "$scripts/collect" --out snap --jobs 1 >out 2>err 3>&- &
  pid=$!
  wait_for hangs
}

@test "killed without warning: nothing looks whole, nothing more is written, and --resume gives the same" {
  expiring
  hanging regions/us-east-1/cloudtrail/describe-trails
  kill -KILL "$pid"
  wait "$pid" || true
  : >go # the call that was under way ends now
  sleep 0.5
  nothing_whole
  [ ! -e snap.partial/snapshot/snap/regions/us-east-1 ] || expect "$(find snap.partial/snapshot/snap/regions/us-east-1 -type f)" ''
  expect "$(asked 'list-keys.*us-east-1')" 0
  rm -r "$answers"
  echo left | tee "$(find snap.partial/snapshot -name global)/iam/get-account-password-policy.err" >/dev/null
  rm "$(find snap.partial/rows -name get-account-password-policy)" # killed between an answer and its row
  collect --out snap --jobs 1 --resume
  same_snapshots snap uninterrupted
  (cd snap && sha256sum --quiet -c SHA256SUMS)
}

@test "told to end: it ends at once, nothing looks whole, and --resume without a name finds it" {
  only 's3api list-buckets' 's3api get-bucket-location'
  hanging global/s3api/get-bucket-location/messy-archive
  kill -TERM "$pid"
  (sleep 3 && : >go) 3>&- & # so that a run which waits for the call fails here, and does not hang
  code=0
  wait "$pid" || code=$?
  [ "$code" -eq 1 ] && [ ! -e go ]
  : >go
  expect "$(tail -n 2 err)" 'error: interrupted
help: go on with the same command and --resume --out snap'
  nothing_whole
  sleep 0.3
  expect "$(asked get-bucket-location)" 1
  rm -r "$answers"
  mv snap.partial assay-444455556666-20260630T120000Z.partial
  mv assay-*.partial/snapshot/snap assay-444455556666-20260630T120000Z.partial/snapshot/assay-444455556666-20260630T120000Z
  collect --resume --jobs 1
  collect --out uninterrupted
  same_snapshots assay-444455556666-20260630T120000Z uninterrupted
  [ ! -e assay-444455556666-20260630T120000Z.partial ]
}

@test "an archive that cannot be written leaves no snapshot, and --resume finishes" {
  only
  printf '#!/bin/sh\necho no space >&2\nexit 1\n' >bin/tar
  chmod +x bin/tar
  run --separate-stderr collect --out snap
  [ "$status" -eq 1 ]
  expect "$(tail -n 2 <<<"$stderr")" 'error: could not write `snap`
help: see above; what was collected is in `snap.partial`, go on with --resume'
  [ ! -e snap ] && [ ! -e snap.tar.gz ]
  rm bin/tar
  collect --out snap --resume
  (cd snap && sha256sum --quiet -c SHA256SUMS)
}

@test "--resume tries again what was throttled or failed, and only that; refused is refused" {
  only 'iam get-account-password-policy' 'iam get-account-summary' 'iam list-saml-providers' 'ec2 describe-vpcs'
  error global/iam/get-account-password-policy Throttling
  error global/iam/get-account-summary AccessDenied
  error global/iam/list-saml-providers ServiceFailure
  error regions/us-east-1/ec2/describe-vpcs RequestExpired
  local name='a[b|c d' # nothing that a pattern may trip over
  run collect --out "$name" --regions us-east-1
  [ "$status" -eq 1 ]
  rm -r "$answers"
  collect --out "$name" --regions us-east-1 --resume
  expect "$(status global/iam/get-account-password-policy "$name")" ok
  expect "$(status global/iam/list-saml-providers "$name")" ok
  expect "$(status global/iam/get-account-summary "$name")" denied
  expect "$(find "$name" -name '*.err')" "$name/global/iam/get-account-summary.err"
}

@test "--resume with other options is refused" {
  only 'ec2 describe-vpcs'
  error regions/us-east-1/ec2/describe-vpcs RequestExpired
  run collect --out snap --regions us-east-1
  rm -r "$answers"
  local options
  for options in '--regions eu-west-1' '--regions us-east-1 --with-contacts' '--regions us-east-1 --specs awscis1.2' \
    '--regions us-east-1 --endpoint-url http://127.0.0.1:1'; do
    # shellcheck disable=SC2086 # words
    run --separate-stderr collect --out snap --resume $options
    [ "$status" -eq 2 ]
    [[ $stderr == 'error: the interrupted run was of account 444455556666, specs all, regions us-east-1, options none, endpoint AWS
help: go on with the same options, not '* ]]
  done
  run --separate-stderr collect --out snap --regions us-east-1
  [ "$status" -eq 2 ]
  expect "$stderr" 'error: `snap.partial` is there: an interrupted run
help: go on with --resume, or remove it'
  run --separate-stderr collect --out other --resume
  [ "$status" -eq 2 ]
  expect "$stderr" 'error: there is no `other.partial` to go on with
help: leave --resume out'
  run --separate-stderr collect --resume
  [ "$status" -eq 2 ]
  expect "$stderr" 'error: there is not exactly one interrupted run of account 444455556666 here
help: name it with --out, without .partial'
}

# --- options ---

@test "--specs takes the calls that these specs need" {
  only 's3api list-buckets' 's3api get-bucket-location' 's3api get-bucket-acl' 'accessanalyzer list-analyzers' \
    'cloudtrail describe-trails' 'ec2 describe-vpcs' 'ec2 describe-network-acls'
  collect --out old --regions us-east-1 --specs awscis1.2
  expect "$(cut -f 4 old/calls.tsv | sort -u | paste -sd ' ')" \
    'describe-regions describe-trails get-bucket-acl get-caller-identity list-buckets operation'
  collect --out new --regions us-east-1 --specs=awscis1.2,awscis1.4
  expect "$(cut -f 4 new/calls.tsv | sort -u | paste -sd ' ')" \
    'describe-regions describe-trails get-bucket-acl get-bucket-location get-caller-identity list-analyzers list-buckets operation'
  collect --out all --regions us-east-1 --specs awscis1.2,all
  expect "$(cut -f 4 all/calls.tsv | sort -u | wc -l)" 10
}

@test "contacts and billing are asked only on request, else skipped" {
  only 'account get-contact-information' 'account get-alternate-contact' 'cur describe-report-definitions' 'bcm-data-exports list-exports'
  run --separate-stderr collect --out none --regions us-east-1
  expect "$(grep -c skipped none/calls.tsv)" 4
  expect "$(grep get-alternate none/calls.tsv)" $'global/account/get-alternate-contact/SECURITY.json\t-\taccount\tget-alternate-contact\tSECURITY\t-\tskipped\t-\t-\t-\t-\taws account get-alternate-contact --alternate-contact-type SECURITY --region us-east-1 --output json'
  [[ $stderr == *'skipped   1 x cur describe-report-definitions (cur:DescribeReportDefinitions), leaves UNKNOWN cis-aws-1.1: 1.17'* ]]
  expect "$(asked 'account get-\|cur \|bcm-')" 0
  collect --out contacts --regions us-east-1 --with-contacts
  expect "$(cut -f 3,7 contacts/calls.tsv | sort -u | grep -E '^(account|cur|bcm)' | paste -sd ' ')" $'account\tabsent bcm-data-exports\tskipped cur\tskipped'
  collect --out billing --regions us-east-1 --with-billing
  expect "$(cut -f 3,7 billing/calls.tsv | sort -u | grep -E '^(account|cur|bcm)' | paste -sd ' ')" $'account\tskipped bcm-data-exports\tok cur\tok'
}

@test "an endpoint is passed on as a flag, noted in the snapshot, and kept out of calls.tsv" {
  only
  collect --out flag --regions us-east-1 --endpoint-url http://127.0.0.1:5000 --profile audit
  expect "$(asked '^--profile audit --endpoint-url http://127.0.0.1:5000 ')" 2
  grep -F '"endpointOverride": "http://127.0.0.1:5000",' flag/snapshot.json
  run ! grep -E '127.0.0.1|profile' flag/calls.tsv
  AWS_ENDPOINT_URL=http://127.0.0.1:5001 collect --out variable --regions us-east-1
  expect "$(asked '^--endpoint-url http://127.0.0.1:5001 ')" 2
  grep -F '"endpointOverride": "http://127.0.0.1:5001",' variable/snapshot.json
}

@test "each call has its region, JSON output and a pinned environment" {
  only 'iam get-account-summary' 'ec2 describe-vpcs'
  echo 'env >environment' | before global/iam/get-account-summary
  cp "$root/samples/messy/global/iam/get-account-summary.json" "$answers/global/iam"
  AWS_PROFILE=mine LC_ALL=C.UTF-8 collect --out snap --regions us-east-1
  expect "$(asked ' --region us-east-1 --output json$')" 4
  expect "$(grep -E '^(TZ|LC_ALL|AWS_)' environment | sort)" 'AWS_CLI_AUTO_PROMPT=off
AWS_CLI_ERROR_FORMAT=legacy
AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true
AWS_MAX_ATTEMPTS=5
AWS_PAGER=
AWS_PROFILE=mine
AWS_RETRY_MODE=standard
AWS_STS_REGIONAL_ENDPOINTS=regional
LC_ALL=C
TZ=UTC'
}

@test "the CLI's version is a JSON text whatever it says" {
  only
  FAKE_AWS_VERSION=$'aws-cli/2 "quoted" C:\\exe\tend' collect --out snap --regions us-east-1
  grep -F '"awsCli": "aws-cli/2 \"quoted\" C:\\exeend",' snap/snapshot.json
}

@test "it runs from anywhere, and paths may hold spaces" {
  only
  mkdir 'some where'
  cd 'some where'
  collect --out 'new dir/my snap' --regions us-east-1
  (cd 'new dir/my snap' && sha256sum --quiet -c SHA256SUMS)
  expect "$(tar -tzf 'new dir/my snap.tar.gz' | head -n 1)" 'my snap/'
  collect --regions us-east-1
  [[ $(echo assay-*) =~ ^assay-444455556666-[0-9]{8}T[0-9]{6}Z' 'assay-444455556666-[0-9]{8}T[0-9]{6}Z.tar.gz$ ]]
}

@test "what is there already is never overwritten" {
  only
  mkdir one
  : >two.tar.gz
  run --separate-stderr collect --out one/
  [ "$status" -eq 2 ]
  expect "$stderr" 'error: `one` is there already
help: choose another name with --out'
  run --separate-stderr collect --out two
  [ "$status" -eq 2 ]
  expect "$stderr" 'error: `two.tar.gz` is there already
help: choose another name with --out'
}

refused() { # ERROR HELP OPTION...
  run --separate-stderr collect "${@:3}"
  [ "$status" -eq 2 ]
  expect "$output" ''
  expect "$stderr" "error: $1"$'\n'"help: $2"
}
@test "wrong options are refused before anything is asked" {
  refused '`--out-dir` is no option of collect' 'see collect --help' --out-dir x
  refused '`x` is no option of collect' 'see collect --help' x
  refused '--out needs a value' 'see collect --help' --out
  refused '--regions needs a value' 'see collect --help' --regions=
  refused '--jobs is `0`' 'it is a number from 1 to 99' --jobs 0
  refused '--jobs is `many`' 'it is a number from 1 to 99' --jobs=many
  refused '--regions is `EU (Ireland)`' 'it is all, or names like eu-west-1,us-east-1' --regions 'EU (Ireland)'
  refused '--regions is `,`' 'it is all, or names like eu-west-1,us-east-1' --regions ,
  refused '--specs is `,`' 'it is all, or names like cis-aws-1.1,awscis1.4' --specs ,
  refused 'there is no spec `cis-9`' 'there are: all cis-aws-1.1 awscis1.2 awscis1.4' --specs awscis1.2,cis-9
  expect "$(asked .)" 0
}

@test "--help and --version answer without asking AWS" {
  run --separate-stderr collect --help
  [ "$status" -eq 0 ]
  [[ $output == 'usage: collect [options]'* && -z $stderr ]]
  run collect --version
  expect "$output" 'collect 0.1.0'
  expect "$(asked .)" 0
}

@test "without the AWS CLI it says what to do" {
  for tool in bash env dirname head cut tr; do ln -s "$(command -v $tool)" bin; done
  run --separate-stderr env PATH="$box/bin" "$scripts/collect"
  [ "$status" -eq 1 ]
  expect "$stderr" 'error: there is no `aws` here
help: install it, or run this in AWS CloudShell'
}

@test "every call of the scripts goes through the function that the header names" {
  # beside `ask`: the version and the configured region, which ask nobody
  expect "$(grep -cE '(^|[ (])aws (\$|--|[a-z0-9]+ )' "$root/collector-scripts/collect")" \
    "$(grep -cE 'aws \$\{profile|aws --version|aws sts get-caller-identity' "$root/collector-scripts/collect")"
  expect "$(grep -vE '^(scope|[a-z-]+'$'\t''[a-z0-9-]+'$'\t''(get|list|describe)-|report-request'$'\t''iam'$'\t''generate-credential-report'$'\t'')' \
    "$root/collector-scripts/commands.tsv")" ''
}
