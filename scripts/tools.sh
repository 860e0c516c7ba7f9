# What ./corsac, ./test and the release share: finding a JDK, Maven and a browser, installing what is missing, and building. Sourced with
# $home set.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # $home is set before, $browser_profile is read after

say() { printf '%s\n' "$*" >&2; }

# Sets $java to a JDK's java, 17 or newer: of JAVA_HOME if that is set, else of the path.
find_java() {
  local compiler
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    compiler=$JAVA_HOME/bin/javac
  else
    java=$(command -v java || true)
    compiler=$(command -v javac || true)
  fi
  if [ ! -x "$java" ] || [ ! -x "$compiler" ]; then
    if [ -n "${JAVA_HOME:-}" ]; then
      say "corsac: there is no JDK in JAVA_HOME, which is $JAVA_HOME."
    else
      say "corsac: there is no JDK on the path."
    fi
    say "Install one, version 17 or newer (for example the package openjdk-17-jdk, or 'brew install openjdk'),"
    say "or set JAVA_HOME to the folder of one."
    exit 1
  fi
  java_version=$(version_of_java)
  if [ "$java_version" -lt 17 ]; then
    say "corsac: $java is Java $java_version, and Corsac needs a JDK 17 or newer. Set JAVA_HOME to the folder of one."
    exit 1
  fi
}

# The first number of $java's version. A JDK says it in a file, which is read faster than a JVM starts.
version_of_java() {
  local version file
  file=$(release_of_java)
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$file" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  version=${version%%[!0-9]*}
  printf '%s' "${version:-0}"
}

# The file in which $java's JDK says what it is; it may not be there.
release_of_java() {
  local program=$java link
  while link=$(readlink "$program"); do
    case $link in
      /*) program=$link ;;
      *) program=$(dirname "$program")/$link ;;
    esac
  done
  printf '%s' "$(dirname "$(dirname "$program")")/release"
}

# Prints the command that installs the package $1 on this system; fails where it is not known.
install_command() {
  if command -v apt-get >/dev/null; then
    printf 'apt-get install -y --no-install-recommends %s' "$1"
  elif command -v dnf >/dev/null; then
    printf 'dnf install -y %s' "$1"
  elif command -v brew >/dev/null; then
    printf 'brew install %s' "$1"
  else
    return 1
  fi
}

# Installs the system's package $1, which $2 needs. As root, or where CI is set, it does so and says so; otherwise it prints the command and
# asks, if there is somebody to ask. Fails where the package is not installed in the end.
install_package() {
  local command root='' reply
  command=$(install_command "$1") || return 1
  case $command in
    brew*) ;;
    *)
      if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 1
        root='sudo '
        # CI has nobody who could type a password.
        [ -z "${CI:-}" ] || root='sudo -n '
      fi
      ;;
  esac
  if [ "$(id -u)" = 0 ] || [ -n "${CI:-}" ]; then
    say "Installing $1, which $2 needs: $root$command"
  else
    say "$2 needs $1, which is not installed. This installs it: $root$command"
    [ -t 0 ] && [ -t 2 ] || return 1
    printf 'Run that now? [y/N] ' >&2
    IFS= read -r reply || return 1
    case $reply in [yY]*) ;; *) return 1 ;; esac
  fi
  # shellcheck disable=SC2086
  case $command in
    apt-get*) DEBIAN_FRONTEND=noninteractive ${root} apt-get update -qq >/dev/null && ${root} env DEBIAN_FRONTEND=noninteractive $command -qq >/dev/null ;;
    *) ${root} $command >/dev/null ;;
  esac
}

find_maven() {
  command -v mvn >/dev/null && return
  install_package maven "The build" && command -v mvn >/dev/null && return
  say "corsac: Maven is missing. Install it (version 3.8.6 or newer) and try again."
  exit 1
}

# The folders of the modules that run: all of the root POM's that are not for tests.
modules_that_run() {
  sed -n '/^  <modules>/,/^  <\/modules>/s|^ *<module>\(.*\)</module>$|\1|p' "$home/pom.xml" | grep -v '^testing/'
}

# Whether everything that runs is there and no older than its sources.
is_built() {
  local folder
  for folder in cli/target/dist runtime/target/dist examples/shop/target/dist; do
    [ -d "$home/$folder" ] || return 1
  done
  [ -e "$home/.corsac/built" ] && [ -z "$(changed_since "$home/.corsac/built")" ]
}

# Names a source that has changed since that file was written.
changed_since() {
  # Names of modules have no white space.
  # shellcheck disable=SC2046
  (cd "$home" && find pom.xml $(modules_that_run) \
    -name target -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$1" -print 2>/dev/null) | head -1
}

# Packages everything that runs, without tests; says what is at work and keeps the rest for a failure.
build_quietly() {
  find_maven
  mkdir -p "$home/.corsac"
  local log=$home/.corsac/build.log clear='' line end files=0
  [ -t 2 ] && clear=$'\r\033[K'
  say "Building Corsac with Java $java_version and Maven (once; a minute, and some more where Maven has nothing downloaded yet) …"
  local module='^\[INFO\] Building (Corsac.*[a-z]) +[^ ]+ +\[([0-9]+/[0-9]+)\]$'
  if [ -n "$clear" ]; then end=''; else end=$'\n'; fi
  # Jars of other versions would be found beside the new ones.
  rm -rf "$home"/{cli,runtime,examples/shop}/target/dist
  # The explainer as JavaScript is not part of this build, and that of former sources must not be.
  rm -f "$home"/explain-page/target/classes/dev/corsac/explain/page/{explain,sites}.js
  # MAVEN_ARGS is Maven 3.9's; passing it here makes it 3.8's too.
  # shellcheck disable=SC2086
  if mvn -B -f "$home/pom.xml" ${MAVEN_ARGS:-} -Dquick -Dmaven.test.skip=true -pl cli,examples/shop,runtime -am package 2>&1 |
    tee "$log" |
    while IFS= read -r line; do
      if [[ $line =~ $module ]]; then
        printf '%s  %s %s%s' "$clear" "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]}" "$end" >&2
      elif [[ $line = *"Downloaded from "* ]]; then
        files=$((files + 1))
        # Without a terminal a line for each would be too many.
        if [ -n "$clear" ] || [ $((files % 100)) = 0 ]; then
          printf '%s  Maven downloads what the build needs: %s files%s' "$clear" "$files" "$end" >&2
        fi
      fi
    done; then
    [ -n "$clear" ] && printf '%s' "$clear" >&2
    touch "$home/.corsac/built"
  else
    [ -n "$clear" ] && printf '%s' "$clear" >&2
    say "corsac: the build failed. These are its errors; all of it is in $log"
    grep '^\[ERROR\]' "$log" | head -20 >&2
    exit 1
  fi
}

# Compiles the explainer to JavaScript if that has not been done: what "explain --html" puts into its page, and nothing else needs.
build_page() {
  [ ! -e "$home/explain-page/target/classes/dev/corsac/explain/page/explain.js" ] || return 0
  find_java
  find_maven
  say "Compiling the explainer to JavaScript, for the page (once; some seconds) …"
  # shellcheck disable=SC2086
  if ! mvn -B -f "$home/pom.xml" ${MAVEN_ARGS:-} -Dquick -Dmaven.test.skip=true -Pjavascript -pl explain-page -am package >"$home/.corsac/page.log" 2>&1; then
    say "corsac: that failed, and the page is written without the box for further input; see $home/.corsac/page.log"
    return 0
  fi
  cp "$home"/explain-page/target/corsac-explain-page-*.jar "$home/cli/target/dist/"
}

# Sets CORSAC_CHROMIUM to an installed Chrome or Chromium, or leaves it empty for the one that Playwright downloads; and
# browser_profile to what Maven needs for a machine without Node.js.
find_browser() {
  local name
  if [ -z "${CORSAC_CHROMIUM:-}" ]; then
    for name in chromium chromium-browser google-chrome google-chrome-stable \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
      CORSAC_CHROMIUM=$(command -v "$name" || true)
      [ -n "$CORSAC_CHROMIUM" ] && break
    done
  fi
  if [ -z "$CORSAC_CHROMIUM" ] && command -v apt-get >/dev/null; then
    install_package chromium "The browser tests" || say "Playwright will download a browser of its own, without root's rights."
    CORSAC_CHROMIUM=$(command -v chromium || true)
  fi
  export CORSAC_CHROMIUM
  if [ -n "$CORSAC_CHROMIUM" ]; then
    export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  fi
  local node major
  node=$(command -v node || true)
  major=$([ -n "$node" ] && "$node" -p 'process.versions.node.split(".")[0]' || echo 0)
  if [ "$major" -ge 18 ]; then
    export PLAYWRIGHT_NODEJS_PATH=$node
    browser_profile=
  else
    browser_profile=-Pbundled-node
  fi
}
