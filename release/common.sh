# What the scripts in this folder share. Sourced with $home set to the repository's root.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# The value of a property of the root POM, as it is written there.
property() { sed -n "s|^ *<$1>\(.*\)</$1>$|\1|p" "$home/pom.xml" | head -1; }

# The version of the root POM, which is the first one in it.
version() { sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$home/pom.xml" | head -1; }

# The files of the repository, relative to its root: those that Git knows or would add, or all where there is no Git.
sources() {
  # A copy that lies in another repository's ignored folder is not one of its own.
  if [ "$(git -C "$home" rev-parse --show-toplevel 2>/dev/null)" = "$home" ]; then
    git -C "$home" ls-files --cached --others --exclude-standard
  else
    (cd "$home" && find . \( -name target -o -name node_modules -o -name .git -o -name .corsac \) -prune -o -type f -print | sed 's|^\./||')
  fi | while IFS= read -r file; do
    # Git also names what has been deleted.
    [ ! -f "$home/$file" ] || printf '%s\n' "$file"
  done | LC_ALL=C sort
}

# The files that show Corsac's version or its repository's address to users: POMs, pages, templates.
marked() { sources | grep -E '(^|/)pom\.xml$|\.md$|^\.github/|^release/|^examples/' | grep -vE '^CHANGELOG\.md$|^benchmarks/README\.md$|^release/(common\.sh|set|check|test)$|\.(png|jar|java|tgz|zip)$'; }

# Replaces text in a file; both are taken literally.
replace() {
  local file=$1 from=$2 to=$3 new
  grep -qF -- "$from" "$file" || return 0
  new=$(mktemp)
  FROM=$from TO=$to awk '
    { line = $0; out = ""; from = ENVIRON["FROM"]
      while ((at = index(line, from)) > 0) { out = out substr(line, 1, at - 1) ENVIRON["TO"]; line = substr(line, at + length(from)) }
      print out line }' "$file" >"$new"
  # Keeps the mode of the file.
  cat "$new" >"$file"
  rm -f "$new"
}

# The modules of $1 that are published, with commas between: those of the root POM whose own POM does not leave deployment out.
published_modules() {
  local module published=
  while IFS= read -r module; do
    grep -q '<maven.deploy.skip>true' "$1/$module/pom.xml" || published=$published,$module
  done < <(sed -n '/^  <modules>/,/^  <\/modules>/s|^ *<module>\(.*\)</module>$|\1|p' "$1/pom.xml")
  printf '%s' "${published#,}"
}

# The modules whose API is promised, with commas between: those that the BOM lists.
promised_modules() {
  local artifact module found=
  for artifact in $(sed -n 's|^ *<artifactId>corsac-\(.*\)</artifactId>$|\1|p' "$home/bom/pom.xml"); do
    module=$(grep -l "<artifactId>corsac-$artifact</artifactId>" "$home"/*/pom.xml | while IFS= read -r pom; do
      # The first artifact of its own after the parent's.
      [ "$(sed -n 's|^  <artifactId>\(.*\)</artifactId>$|\1|p' "$pom" | head -1)" != "corsac-$artifact" ] || basename "$(dirname "$pom")"
    done)
    [ -z "$module" ] || [ "$module" = bom ] || found=$found,$module
  done
  printf '%s' "${found#,}"
}
