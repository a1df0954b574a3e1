# Makes the environment of this checkout, .venv, and keeps it right; sourced by resources/run and tests/run.
#
#   root=CHECKOUT; . "$root/resources/setup.sh"; prepare app || exit 1      then "$python" is the one to run
#
# `prepare app` wants what the program needs, `prepare tests` what the tests need on top. When nothing has changed it
# costs one short start of Python. Everything said goes to stderr: stdout belongs to the program.
#
#   .venv/setup.made     the checkout and the Python it was made for: another one, and it is made anew
#   .venv/setup.app      what pyproject.toml asked for when the program's packages were installed; setup.tests likewise
#   .venv/setup.started  is there during a set-up: found at a start, the last one was interrupted, and it is made anew
#   .venv/setup.log      what apt-get and pip said

venv=$root/.venv
python=$venv/bin/python
log=$venv/setup.log

# A library to look for, and the Debian package that has it: what Qt needs to load and to draw without a display ...
offscreen_libraries="libglib-2.0.so.0=libglib2.0-0 libGL.so.1=libgl1 libEGL.so.1=libegl1 \
libxkbcommon.so.0=libxkbcommon0 libfontconfig.so.1=libfontconfig1 libdbus-1.so.3=libdbus-1-3"
# ... and what it needs on top for a window on an X display.
display_libraries="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 \
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 libxkbcommon-x11.so.0=libxkbcommon-x11-0"

# Prints the Python's version, what pyproject.toml asks for (two digests), and the libraries that do not load.
probe='
import ctypes, hashlib, sys, tomllib
def digest(*parts):
    return hashlib.sha256(repr(parts).encode()).hexdigest()
try:
    with open(sys.argv[1], "rb") as file:
        asked = tomllib.load(file)
    extras = asked["project"].pop("optional-dependencies", None)
    program = digest(asked["project"], asked.get("build-system"), asked.get("tool", {}).get("hatch"))
except (OSError, ValueError, KeyError):
    program, extras = "unreadable", None
print("%d.%d" % sys.version_info[:2], program, digest(program, extras))
for pair in sys.argv[2:]:
    try:
        ctypes.CDLL(pair.partition("=")[0])
    except OSError:
        print(pair)
'

install='apt-get install -y --no-install-recommends'

say() { printf 'bpviz: %s\n' "$*" >&2; }

needed_libraries() { # those that the platform and the display ask for
    [ "$(uname -s)" = Linux ] || return 0
    printf '%s\n' "$offscreen_libraries"
    [ "$wanted" = app ] || return 0
    case ${QT_QPA_PLATFORM:-xcb} in
        xcb*) [ -z "${DISPLAY:-}" ] || printf '%s\n' "$display_libraries" ;;
    esac
}

look() { # look PYTHON: sets $version, $asked_app, $asked_tests and $missing; $version is empty when it does not run
    # shellcheck disable=SC2046  # the pairs are words
    set -- $("$1" -I -S -c "$probe" "$root/pyproject.toml" $(needed_libraries) 2>/dev/null)
    version=${1:-} asked_app=${2:-} asked_tests=${3:-} missing=
    [ $# -le 3 ] && return
    shift 3
    missing=$*
}

holds() { [ "$(cat "$venv/$1" 2>/dev/null)" = "$2" ]; }

is_whole() { # the environment was made here, to its end, with the Python that it has now
    look "$python"
    [ -n "$version" ] && [ ! -e "$venv/setup.started" ] || return 1
    if [ -e "$venv/setup.made" ]; then
        holds setup.made "$root $version"
    else # somebody made it by hand: it will do when it has pip
        [ -d "$venv/lib/python$version/site-packages/pip" ]
    fi
}

has_packages() {
    if [ "$wanted" = tests ]; then holds setup.tests "$asked_tests"; else holds setup.app "$asked_app"; fi
}

is_ready() { [ -e "$venv/setup.made" ] && is_whole && has_packages && [ -z "$missing" ]; }

install_missing() { # what $missing names, with apt-get where that is allowed; else says how
    things= packages=
    for pair in $missing; do
        things="$things ${pair%%=*}"
        packages="$packages ${pair#*=}"
    done
    if ! command -v apt-get >/dev/null; then
        say "this system lacks$things: install what has them and start again."
        return 1
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        say "system packages are missing; run this, then start again:  sudo $install$packages"
        return 1
    fi
    # A new machine has no package lists, an old one stale ones: after a failure they are fetched, and again.
    # shellcheck disable=SC2086  # the packages are words
    if apt_get install $packages || { apt_get update && apt_get install $packages; }; then
        say "installed the system packages that were missing, with apt-get:$packages"
    else
        say "apt-get could not install$packages (is there a network? $log has its words)."
        return 1
    fi
}

apt_get() { # apt_get ACTION [PACKAGE...], without questions
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
        --no-install-recommends "$@" >>"$log" 2>&1 </dev/null
}

find_python() { # sets $base, a Python that is new enough, and with it $missing
    for base in python3 python3.14 python3.13 python3.12 python3.11; do
        "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        look "$base"
        "$base" -c 'import ensurepip, venv' 2>/dev/null || missing="venv=$base-venv $missing"
        return
    done
    say "Python 3.11 or newer is needed, and python3 here is $(python3 -V 2>/dev/null || echo missing)."
    return 1
}

make_environment() {
    if ! "$base" -m venv "$venv" >>"$log" 2>&1; then
        say "$base could not make an environment in $venv ($log has its words)."
        return 1
    fi
    look "$python"
}

install_packages() {
    [ -e "$venv/setup.started" ] || say "bringing the Python packages in .venv up to date."
    what=.
    [ "$wanted" = app ] || what='.[dev]'
    if (cd "$root" && PIP_USER=0 "$python" -m pip install --disable-pip-version-check --quiet --retries 3 \
        -e "$what") >>"$log" 2>&1 </dev/null; then
        printf '%s\n' "$asked_app" >"$venv/setup.app"
        [ "$wanted" = app ] || printf '%s\n' "$asked_tests" >"$venv/setup.tests"
        return
    fi
    if tail -n 40 "$log" | grep -qE 'NewConnection|NameResolution|ConnectTimeout|Max retries|connection broken'; then
        say "the Python packages could not be fetched: connect to a network and start again."
    else
        reason=$(grep '^ERROR' "$log" | tail -n 1)
        say "pip could not install the Python packages: ${reason:-no reason given} ($log has all its words)"
    fi
    return 1
}

bring_up() { # does what is missing, what can fail early first
    base=
    if ! is_whole; then
        find_python || return 1
        [ ! -e "$venv/bin" ] || say ".venv is unfinished, broken or from elsewhere: making it anew."
        rm -rf "$venv"
        mkdir "$venv" && : >"$venv/setup.started" || return 1
        say "setting up in .venv, once: this fetches about 200 MB and takes a minute or two."
    fi
    [ -z "$missing" ] || install_missing || return 1
    [ -z "$base" ] || make_environment || return 1
    printf '%s\n' "$root $version" >"$venv/setup.made"
    has_packages || install_packages || return 1
    if ! reason=$("$python" -I -c 'import PySide6.QtWidgets' 2>&1); then
        say "Qt does not load here: $(printf '%s\n' "$reason" | tail -n 1)"
        return 1
    fi
    rm -f "$venv/setup.started"
}

prepare() { # prepare app|tests
    wanted=$1
    is_ready && return
    # One set-up at a time: a second one waits, and then finds the work done.
    exec 9<"$root/pyproject.toml"
    if command -v flock >/dev/null && ! flock -n 9; then
        say "another set-up is at work here: waiting for it."
        flock 9
    fi
    is_ready || bring_up
    set -- $?
    exec 9<&-
    return "$1"
}
