#!/bin/sh
# The vault against a real Secret Service (gnome-keyring) on a bus of its own: made, opened again by a second process,
# on a computer without one, and locked.  Usage: secretservice.sh PATH-OF-vault_probe
set -eu
probe=$1

if [ "${2:-}" != inside ]; then
    home=$(mktemp -d)
    trap 'rm -rf "$home"' EXIT
    mkdir -m 700 "$home/run"
    # No service directories: nothing starts by itself, so "no Secret Service" is really none.
    cat >"$home/bus.conf" <<EOF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$home/run</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
EOF
    env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS HOME="$home" XDG_RUNTIME_DIR="$home/run" \
        XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CURRENT_DESKTOP=GNOME \
        dbus-run-session --config-file="$home/bus.conf" -- "$0" "$probe" inside "$home"
    exit
fi
home=$3
daemon=

stop_daemon() {
    if [ -n "$daemon" ]; then
        kill "$daemon" 2>/dev/null || true
        wait "$daemon" 2>/dev/null || true
        daemon=
    fi
}
trap stop_daemon EXIT

# start_daemon [--unlock]: in the foreground of a background job, so that its process is ours to end.
start_daemon() {
    if [ "${1:-}" = --unlock ]; then
        printf 'keyring password' | gnome-keyring-daemon --foreground --unlock --components=secrets >"$home/daemon.log" 2>&1 &
    else
        gnome-keyring-daemon --foreground --components=secrets >"$home/daemon.log" 2>&1 &
    fi
    daemon=$!
    tries=0
    until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true'; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { echo "the keyring daemon did not come up"; cat "$home/daemon.log"; exit 1; }
        sleep 0.1
    done
}

# expect NAME WANTED ARGUMENTS…: the probe's whole output must be WANTED.
expect() {
    name=$1 wanted=$2
    shift 2
    got=$(timeout 40 "$probe" "$@" 2>"$home/probe.err" | paste -sd' ' -) || true
    if [ "$got" = "$wanted" ]; then
        echo "ok   $name"
    else
        echo "FAIL $name: wanted [$wanted], got [$got]"
        cat "$home/probe.err" "$home/daemon.log" 2>/dev/null
        exit 1
    fi
}

expect "no Secret Service, new profile" "NeedsChoice " "$home/none" get

start_daemon --unlock
expect "first process stores" "Open  stored" "$home/profile" put "value-$$"
expect "second process reads" "Open  value-$$" "$home/profile" get
expect "another profile has its own key" "Open  nothing" "$home/other" get
if grep -rq "value-$$" "$home/profile"; then
    echo "FAIL the value is on disk in clear text"
    exit 1
fi
echo "ok   nothing in clear text"

stop_daemon
expect "no Secret Service, vault exists" "KeychainRefused vault.keychain_absent" "$home/profile" get

# Nobody can answer the daemon's prompt here: depending on its version the question stays pending or is refused.
start_daemon
got=$(timeout 40 "$probe" "$home/profile" wait 3000 2>/dev/null | paste -sd' ' -) || true
case "$got" in
"AskingKeychain "* | "KeychainRefused vault.keychain_refused" | "KeychainRefused vault.key_lost") echo "ok   locked keyring: $got" ;;
*)
    echo "FAIL locked keyring: got [$got]"
    exit 1
    ;;
esac
stop_daemon

start_daemon --unlock
expect "unlocked again, nothing was lost" "Open  value-$$" "$home/profile" get
stop_daemon

# Every mood in one conversation, where the conversation partner can be had.
/usr/bin/python3 -c 'from gi.repository import Gio' 2>/dev/null || { echo "skipped: python3-gi is missing"; exit 0; }
/usr/bin/python3 "$(dirname "$0")/keychain_moods.py" "$probe" "$home"
