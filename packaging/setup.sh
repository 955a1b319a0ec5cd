# Sourced by run and test: says what it does, installs what is missing, builds. Works on Debian 12, Ubuntu 24.04 and newer.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '\nerror: %s\n' "$*" >&2; exit 1; }

build_packages=(build-essential cmake ninja-build ccache pkg-config
  qt6-base-dev qt6-networkauth-dev qt6-httpserver-dev qt6-websockets-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools qtkeychain-qt6-dev libqt6sql6-sqlite libssl-dev libqrencode-dev libexpected-dev libgl-dev)
# What the program needs beside its libraries: a picture plugin, fonts for the names of the practice researchers.
# libsecret is how QtKeychain reaches the Secret Service; it loads it at run time, so no package depends on it.
run_packages=(qt6-qpa-plugins libsecret-1-0 fonts-noto-core fonts-noto-cjk fonts-dejavu-core ca-certificates)
test_packages=(openssl xvfb xauth dbus dbus-x11 libglib2.0-bin gnome-keyring at-spi2-core python3 python3-gi python3-pyatspi gir1.2-gtk-3.0 curl jq nodejs
  jose python3-jwcrypto libxml2-utils zbar-tools libbtparse-dev)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "installing packages needs root; install sudo, or run this script as root once"
  fi
}

# Installs those of the named packages that are missing; asks the package lists only when there is something to do.
install_packages() {
  command -v apt-get >/dev/null || die "this script sets up Debian 12, Ubuntu 24.04 or newer (apt-get); elsewhere install: $*"
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  say "Installing packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 \
    || die "apt-get could not install the packages above; read its last lines"
}

# A Chromium and its driver of the same version. Debian has packages; Ubuntu's are snaps.
install_browser() {
  if command -v chromedriver >/dev/null && { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then
    return
  fi
  if apt-cache policy chromium-driver 2>/dev/null | grep -q 'Candidate: [0-9]'; then
    install_packages chromium chromium-driver
  else
    install_packages chromium-browser
  fi
  command -v chromedriver >/dev/null || command -v chromium.chromedriver >/dev/null \
    || die "no chromedriver found; the journeys need Chromium and its driver (Debian: chromium chromium-driver; Ubuntu: snap install chromium)"
}

# npm comes with some builds of Node.js and as a package of its own in Debian.
install_npm() {
  command -v npm >/dev/null || install_packages npm
}

# Whether Clang can build a fuzz target; installs it where it is missing. Without, the tests still say something, so this is no error.
can_fuzz() {
  local probe
  probe=$(mktemp)
  compiles() { echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' \
    | clang++ -x c++ -fsanitize=fuzzer,address,undefined -o "$probe" - >/dev/null 2>&1; }
  compiles || (install_packages clang libclang-rt-dev) || (install_packages clang) || true
  local found=1
  compiles && found=0 || say "Fuzzing is left out: no Clang with libFuzzer and the sanitizers here (packages clang, libclang-rt-dev)"
  rm -f "$probe"
  return $found
}

configure_and_build() { # preset [target]
  cd "$root"
  say "Configuring ($1)"
  cmake --preset "$1" >&2 || die "CMake could not configure; its last lines say what is missing"
  say "Building ($1), $(nproc) jobs; the first time takes some minutes"
  CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1 \
    cmake --build "build/$1" ${2:+--target "$2"} >&2 || die "the build failed; the compiler's first error is above"
}
