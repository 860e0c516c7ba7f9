# What ./corsac and ./test share: finding or bringing a JDK and Maven, and building. Sourced with $home set.
# shellcheck shell=bash

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

# Runs a command as root, where that can be had without asking.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo -n "$@"; else return 1; fi
}

# Installs the system's package of that name; fails where that cannot be done.
install_package() {
  if command -v apt-get >/dev/null; then
    as_root apt-get update -qq >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive as_root \
      apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1
  elif command -v dnf >/dev/null; then
    as_root dnf install -y -q "$1" >/dev/null 2>&1
  elif command -v brew >/dev/null; then
    brew install --quiet "$1" >/dev/null 2>&1
  else
    return 1
  fi
}

find_maven() {
  command -v mvn >/dev/null && return
  say "corsac: Maven is missing; installing it …"
  install_package maven && command -v mvn >/dev/null && return
  say "corsac: Maven could not be installed. Install it (version 3.8.6 or newer; for example 'apt-get install maven' or"
  say "'brew install maven') and try again."
  exit 1
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
  find "$home/pom.xml" "$home"/{bom,core,lambda,http,browser,explain,gateway,deployment,config,local,runtime,cli,examples/shop} \
    -name target -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$1" -print 2>/dev/null | head -1
}

# Packages everything that runs, without tests; says which module is at work and keeps the rest for a failure.
build_quietly() {
  find_maven
  mkdir -p "$home/.corsac"
  local log=$home/.corsac/build.log clear='' line end
  [ -t 2 ] && clear=$'\r\033[K'
  say "Building Corsac (once; it takes a minute or two where nothing is downloaded yet) …"
  local module='^\[INFO\] Building (Corsac.*[a-z]) +[^ ]+ +\[([0-9]+/[0-9]+)\]$'
  # Jars of other versions would be found beside the new ones.
  rm -rf "$home"/{cli,runtime,examples/shop}/target/dist
  # MAVEN_ARGS is Maven 3.9's; passing it here makes it 3.8's too.
  # shellcheck disable=SC2086
  if mvn -B -ntp -f "$home/pom.xml" ${MAVEN_ARGS:-} -Dquick -DskipTests -pl cli,examples/shop,runtime -am package 2>&1 |
    tee "$log" |
    while IFS= read -r line; do
      if [[ $line =~ $module ]]; then
        if [ -n "$clear" ]; then end=''; else end=$'\n'; fi
        printf '%s  %s %s%s' "$clear" "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]}" "$end" >&2
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

# The options of the JVM that runs the command, in the array $options. A small process: a heap that grows with what is kept,
# not with how much memory the machine has, and room for the exchanges that the console keeps for a moment to die young. A
# quick start: archives of the classes that the command and a function's process take, written once for each JDK, which the
# JVM maps where it would otherwise read and check each class.
quick_start() {
  local jdk archive functions
  jdk=$java_version-$(cksum 2>/dev/null <"$(release_of_java)" | tr ' ' - || true)
  archive=$home/.corsac/classes-$jdk.jsa
  functions=$home/.corsac/functions-$jdk.jsa
  options=(-XX:+UseSerialGC -Xms36m -Xmn24m -XX:SurvivorRatio=4 "-Dcorsac.runtime=$home/runtime/target/dist"
    "-Dcorsac.example=$home/examples/shop/corsac.yaml" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
    -p "$home/cli/target/dist")
  if [ -w "$home/.corsac" ] && { [ ! -e "$archive" ] || [ "$archive" -ot "$home/.corsac/built" ]; }; then
    say "Preparing for quick starts with Java $java_version (once; some seconds) …"
    write_archives >"$home/.corsac/archive.log" 2>&1 || true
  fi
  # What may be wrong with an archive makes a start slower, and nothing else.
  [ ! -s "$archive" ] || options=("-XX:SharedArchiveFile=$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off "${options[@]}")
  [ ! -s "$functions" ] || options+=("-Dcorsac.runtime.archive=$functions")
}

# Of quick_start: does what takes classes, and has the JVM write them down. An empty file says that it cannot be done.
write_archives() {
  local new=$home/.corsac/new.$$
  mkdir -p "$new"
  "$java" -XX:ArchiveClassesAtExit="$new/classes" "${options[@]}" -m dev.corsac.cli/dev.corsac.cli.Main \
    up --no-open --port "$((20000 + RANDOM))" --rehearse /catalog || true
  local path
  path=$(printf '%s\n' "$home"/runtime/target/dist/*.jar | LC_ALL=C sort | tr '\n' :)
  # It finds no Runtime API there, and ends.
  ALLOWED_ORIGINS=https://shop.example.com ALLOW_CREDENTIALS=true DEMO_USERS=ada:lovelace \
    SESSION_KEY=a-key-that-signs-no-sessions-at-all-0000 AWS_LAMBDA_RUNTIME_API=127.0.0.1:9 "$java" -XX:DumpLoadedClassList="$new/list" -XX:+UseSerialGC \
    -cp "$path$home/examples/shop/target/dist/*" dev.corsac.runtime.FunctionMain dev.corsac.example.shop.AccountFunction \
    < <(sleep 5) || true
  "$java" -Xshare:dump -XX:SharedClassListFile="$new/list" -XX:SharedArchiveFile="$new/functions" -XX:+UseSerialGC \
    -cp "${path%:}" || true
  [ -s "$new/functions" ] || : >"$new/functions"
  mv -f "$new/functions" "$functions"
  # Last, since it says that both have been tried.
  [ -s "$new/classes" ] || : >"$new/classes"
  mv -f "$new/classes" "$archive"
  rm -rf "$new"
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
    say "Installing Debian's Chromium for the browser tests …"
    install_package chromium || say "That failed; Playwright will bring its own."
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
