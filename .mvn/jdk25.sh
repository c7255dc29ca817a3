# Sourced by mvnw and cometj: finds a JDK 25 or newer and exports JAVA_HOME, or says what to install and exits.
# Looks at JAVA_HOME first, then at the folders where installers usually put JDKs.

cometj_java_feature() { # the feature version of the JDK at $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1 | grep . || echo 0
}

cometj_find_jdk() {
  set +f # mvnw turns globbing off
  for jdk in "${JAVA_HOME-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    if [ -n "$jdk" ] && [ "$(cometj_java_feature "$jdk")" -ge 25 ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "CometJ needs a JDK 25 or newer: install one (Debian and Ubuntu: temurin-25-jdk or openjdk-25-jdk) or point JAVA_HOME at it." >&2
  exit 1
}

cometj_find_jdk
