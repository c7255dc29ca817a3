package dev.cometj.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One entrant's turn, with fresh processes: the last line that the client, or the only program, prints.
final class Turn {
  private static final Pattern LISTENING =
      Pattern.compile("listening on ([^\\s,]+), control on ([^\\s,]+)(?:, (.*))?");
  private static final long LIMIT_SECONDS = 180;
  private static final long ENDING_SECONDS = 10;

  private final Path root;
  private final Entrant entrant;
  private final List<String> flags;

  Turn(Path root, Case work, Entrant entrant) {
    this.root = root;
    this.entrant = entrant;
    flags = entrant.flagsWith(work.flags());
  }

  Path root() {
    return root;
  }

  Entrant entrant() {
    return entrant;
  }

  List<String> flags() {
    return flags;
  }

  /// Start the one program that there is, and wait for it.
  ///
  /// @return the result line
  String alone() throws IOException, InterruptedException, TurnFailedException {
    return await(entrant.client().command(root, flags).start());
  }

  /// Start both, wait for the client, and end both.
  ///
  /// @return the result line
  String overNetwork() throws IOException, InterruptedException, TurnFailedException {
    List<String> listen = with("server", "-listen", "127.0.0.1:0", "-ctl", "127.0.0.1:0");
    Process server =
        entrant
            .server()
            .command(root, listen)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread guard = Thread.ofPlatform().unstarted(server::destroy);
    Runtime.getRuntime().addShutdownHook(guard);
    try {
      Matcher listening = awaitListening(server);
      checkCipher(entrant.server(), listening.group(3));
      List<String> dial = with("client", "-addr", listening.group(1), "-ctl", listening.group(2));
      return await(entrant.client().command(root, dial).start());
    } finally {
      end(server);
      Runtime.getRuntime().removeShutdownHook(guard);
    }
  }

  private List<String> with(String... roleAndAddresses) {
    List<String> all = new ArrayList<>(List.of(roleAndAddresses));
    all.addAll(flags);
    return all;
  }

  private static Matcher awaitListening(Process server) throws IOException, TurnFailedException {
    List<String> said = new ArrayList<>();
    BufferedReader errors = reader(server.getErrorStream());
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread.ofVirtual().start(() -> errors.lines().forEach(System.err::println));
        return matcher;
      }
      said.add(line);
    }
    throw new TurnFailedException("the server did not start: " + String.join("; ", said));
  }

  private static void checkCipher(Program server, @Nullable String cipher)
      throws TurnFailedException {
    if (server == Program.JAVA_WITHOUT_VECTOR && cipher != null && cipher.contains("Vector")) {
      throw new TurnFailedException("the server uses the Vector API though it must not");
    }
  }

  private static String await(Process client)
      throws IOException, InterruptedException, TurnFailedException {
    Thread guard = Thread.ofVirtual().unstarted(() -> interrupt(client));
    guard.start();
    String last = "";
    try (BufferedReader results = reader(client.getInputStream())) {
      for (String line = results.readLine(); line != null; line = results.readLine()) {
        last = line;
      }
      String errors = String.join("; ", reader(client.getErrorStream()).lines().toList());
      int code = client.waitFor();
      if (code != 0 || last.isEmpty()) {
        throw new TurnFailedException("the program ended with " + code + ": " + errors);
      }
    } finally {
      guard.interrupt();
      end(client);
    }
    return last;
  }

  /// Give up a client that does not come to an end.
  private static void interrupt(Process client) {
    try {
      if (!client.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        client.destroy();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // It has ended.
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static BufferedReader reader(InputStream bytes) {
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }
}
