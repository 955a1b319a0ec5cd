#!/bin/sh
# Walks the whole delegation with curl against `baton practice`: sign-in, consent, exchange, a new work, its source.
# Usage: curl_delegation.sh path/to/baton
set -eu

baton=$1
work=$(mktemp -d)
registry=
finish() {
    if [ -n "$registry" ] && kill -0 "$registry" 2>/dev/null; then kill "$registry" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT INT TERM

step() { echo "-- $1"; }
die() { echo "FAILED: $1" >&2; exit 1; }
same() { [ "$2" = "$3" ] || die "$1: expected '$2', found '$3'"; }
# json EXPRESSION: evaluates it with the JSON of standard input as d
json() { python3 -c 'import json, sys
d = json.load(sys.stdin)
print(eval(sys.argv[1]))' "$1"; }
# hidden NAME: value of the hidden field in the consent form on standard input
hidden() { python3 -c 'import html, re, sys
form = sys.stdin.read().split("action=\"/oauth/authorize\"", 1)[1]
print(html.unescape(re.search("name=\"%s\" value=\"([^\"]*)\"" % sys.argv[1], form).group(1)))' "$1"; }

step "start the registry"
mkfifo "$work/line"
"$baton" practice --port 0 >"$work/line" 2>"$work/words" &
registry=$!
read -r line <"$work/line" || { cat "$work/words" >&2; die "no line on standard output"; }
printf '%s' "$line" >"$work/info"
issuer=$(json 'd["issuer"]' <"$work/info")
api=$(json 'd["api"]' <"$work/info")
a_id=$(json '[c["id"] for c in d["clients"] if c["name"] == "Northbridge University"][0]' <"$work/info")
a_secret=$(json '[c["secret"] for c in d["clients"] if c["name"] == "Northbridge University"][0]' <"$work/info")
redirect=$(json '[c["redirect_uris"][0] for c in d["clients"] if c["name"] == "Northbridge University"][0]' <"$work/info")
b_id=$(json '[c["id"] for c in d["clients"] if c["name"] == "Open Grants Platform"][0]' <"$work/info")
b_secret=$(json '[c["secret"] for c in d["clients"] if c["name"] == "Open Grants Platform"][0]' <"$work/info")
orcid=$(json 'd["researchers"][0]["orcid"]' <"$work/info")

step "discovery"
curl -sS --fail -o "$work/discovery" "$issuer/.well-known/openid-configuration"
same "issuer" "$issuer" "$(json 'd["issuer"]' <"$work/discovery")"
token_endpoint=$(json 'd["token_endpoint"]' <"$work/discovery")

step "sign in and consent"
curl -sS --fail -G -c "$work/jar" -b "$work/jar" -o "$work/page" "$(json 'd["authorization_endpoint"]' <"$work/discovery")" \
    --data-urlencode "client_id=$a_id" --data-urlencode "response_type=code" --data-urlencode "redirect_uri=$redirect" \
    --data-urlencode "scope=openid /read-limited /activities/update" --data-urlencode "state=xyz" --data-urlencode "nonce=n-1"
curl -sS -c "$work/jar" -b "$work/jar" -o /dev/null -w '%{redirect_url}' "$issuer/oauth/authorize" \
    --data-urlencode "csrf=$(hidden csrf <"$work/page")" --data-urlencode "request=$(hidden request <"$work/page")" \
    --data-urlencode "researcher=$orcid" --data-urlencode "decision=authorize" >"$work/landed"
code=$(sed -n 's/.*[?&]code=\([0-9A-Za-z]\{6\}\).*/\1/p' "$work/landed")
[ -n "$code" ] || die "no code in $(cat "$work/landed")"
grep -q 'state=xyz' "$work/landed" || die "state is missing"

step "original client redeems the code"
curl -sS --fail -o "$work/tokens" "$token_endpoint" -d "client_id=$a_id" -d "client_secret=$a_secret" -d grant_type=authorization_code \
    -d "code=$code" --data-urlencode "redirect_uri=$redirect"
same "record" "$orcid" "$(json 'd["orcid"]' <"$work/tokens")"
id_token=$(json 'd["id_token"]' <"$work/tokens")

step "second client exchanges the id_token"
curl -sS --fail -o "$work/delegated" "$token_endpoint" -d "client_id=$b_id" -d "client_secret=$b_secret" \
    -d grant_type=urn:ietf:params:oauth:grant-type:token-exchange -d "subject_token=$id_token" \
    -d subject_token_type=urn:ietf:params:oauth:token-type:id_token -d requested_token_type=urn:ietf:params:oauth:token-type:access_token
same "is_obo_token" true "$(json 'd["is_obo_token"]' <"$work/delegated")"
token=$(json 'd["access_token"]' <"$work/delegated")

step "it adds a work"
cat >"$work/work.json" <<'JSON'
{"title":{"title":{"value":"Saltmarsh by curl"}},"type":"journal-article",
 "external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/curl.1","external-id-relationship":"self"}]}}
JSON
curl -sS -D "$work/headers" -o /dev/null -w '%{http_code}' "$api/$orcid/work" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' -H 'Accept: application/json' --data-binary "@$work/work.json" >"$work/status"
same "status" 201 "$(cat "$work/status")"
location=$(tr -d '\r' <"$work/headers" | sed -n 's/^[Ll]ocation: //p')

step "the work says who wrote it for whom"
curl -sS --fail -o "$work/item" "$location" -H "Authorization: Bearer $token" -H 'Accept: application/json'
same "source" "$b_id" "$(json 'd["source"]["source-client-id"]["path"]' <"$work/item")"
same "assertion origin" "$a_id" "$(json 'd["source"]["assertion-origin-client-id"]["path"]' <"$work/item")"
curl -sS --fail -o "$work/record" "$issuer/$orcid?all=works"
grep -q 'Saltmarsh by curl' "$work/record" || die "the public page lacks the work"

step "original client withdraws; the next exchange is refused"
curl -sS --fail -o /dev/null "$issuer/oauth/revoke" -d "client_id=$a_id" -d "client_secret=$a_secret" -d "token=$(json 'd["access_token"]' <"$work/tokens")"
curl -sS -o "$work/refused" -w '%{http_code}' "$token_endpoint" -d "client_id=$b_id" -d "client_secret=$b_secret" \
    -d grant_type=urn:ietf:params:oauth:grant-type:token-exchange -d "subject_token=$id_token" \
    -d subject_token_type=urn:ietf:params:oauth:token-type:id_token -d requested_token_type=urn:ietf:params:oauth:token-type:access_token >"$work/status"
same "status" 401 "$(cat "$work/status")"
same "reason" "There are no active tokens with valid scopes for this account" "$(json 'd["error_description"]' <"$work/refused")"

step "stop the registry"
kill -TERM "$registry"
status=0
wait "$registry" || status=$?
registry=
same "exit code" 0 "$status"
echo "The whole delegation works with curl."
