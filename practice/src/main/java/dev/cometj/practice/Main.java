package dev.cometj.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Has a node fetch a chain and answer questions: `FOLDER PROGRAM...`, where the program is the command line of a node
/// without its sub-command, and the folder, which must not exist, gets the homes and the node's log.
public final class Main {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int VALIDATORS = 40;
  private static final long BLOCKS = 500;
  private static final int QUESTIONS = 360;

  private Main() {}

  /// Practises, and ends the process: with status 0 if all went well, and else with a line that says what did not.
  ///
  /// @param args the folder and the program
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: practice FOLDER PROGRAM...");
      System.exit(2);
    }
    int status = 0;
    try {
      List<String> words = List.of(args);
      practise(Path.of(words.getFirst()), words.subList(1, words.size()));
    } catch (PracticeException | IOException | CompletionException e) {
      System.err.println("ERROR: the node could not practise: " + e);
      status = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 1;
    }
    System.exit(status);
  }

  private static void practise(Path folder, List<String> program)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(PATIENCE);
    PracticeChain chain = new PracticeChain(VALIDATORS);
    Path source = folder.resolve("source");
    Path receiver = folder.resolve("receiver");
    for (Path home : List.of(source, receiver)) {
      Files.createDirectories(home.resolve("config"));
      Files.write(home.resolve("config/genesis.json"), chain.genesis().toJson());
    }
    Source.grow(source, chain, BLOCKS, deadline);
    try (Source serving = Source.start(source, deadline);
        Receiver fetching = Receiver.start(program, receiver, serving.address(), deadline)) {
      fetching.fetchUntil(BLOCKS - 1); // the last block's commit would be in the next
      fetching.answer(QUESTIONS);
      fetching.end();
    }
  }
}
