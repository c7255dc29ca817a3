package dev.cometj.reactor.pex.book;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.cometj.p2p.spi.Disk;
import dev.cometj.p2p.spi.NodeRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.JacksonIOException;

/// The book's file: Go's `p2p/pex/file.go`, except that a corrupt file never stops a node (F01, W11). It is moved
/// aside as `.corrupt`, which is logged once, and the node starts with an empty book.
///
/// The file is the original's. Bans and failed dials, which the original forgets when it stops, stand in one
/// further field that it skips.
public final class BookStore {
  /// A larger file is no address book: a full one has about 10 MB.
  static final long MAX_FILE_BYTES = 64L << 20;

  private final Book book;
  private final Path file;
  private final Disk disk;
  private final Executor blocking;
  private final Executor mailbox;
  private final System.Logger log;

  /// What is to be written next, taken by the writing thread; a later state replaces one that still waits.
  private final AtomicReference<@Nullable BookSnapshot> waiting = new AtomicReference<>();

  /// Whether the book holds what the file did, so that saving it loses nothing.
  private boolean loaded;

  private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

  /// Make the store of a book.
  ///
  /// @param book the book
  /// @param file where it is kept
  /// @param runtime gives the disk and the threads that may block
  /// @param mailbox where the book's state is touched, and where stages end
  public BookStore(Book book, Path file, NodeRuntime runtime, Executor mailbox) {
    this(book, file, runtime, mailbox, System.getLogger(BookStore.class.getName()));
  }

  BookStore(Book book, Path file, NodeRuntime runtime, Executor mailbox, System.Logger log) {
    this.book = book;
    this.file = file;
    this.disk = runtime.disk();
    this.blocking = runtime.blocking();
    this.mailbox = mailbox;
    this.log = log;
  }

  /// Read the file into the book, if there is one. Called in the mailbox, once.
  ///
  /// @return a stage that ends in the mailbox; it fails with an [UncheckedIOException] that names the file if the
  ///     file cannot be read, or is corrupt and cannot be moved aside
  public CompletionStage<Void> load() {
    return CompletableFuture.supplyAsync(this::read, blocking)
        .thenAcceptAsync(
            stored -> {
              stored.ifPresent(book::restore);
              loaded = true;
            },
            mailbox);
  }

  private Optional<BookSnapshot> read() {
    try {
      return readOrMoveAside();
    } catch (IOException | JacksonIOException e) {
      throw new UncheckedIOException(
          new IOException(
              "cannot read the address book %s: %s".formatted(file, e.getMessage()), e));
    }
  }

  private Optional<BookSnapshot> readOrMoveAside() throws IOException {
    try {
      OptionalLong size = disk.size(file);
      if (size.isEmpty()) {
        return Optional.empty();
      }
      if (size.getAsLong() > MAX_FILE_BYTES) {
        throw new CorruptBookException("%d bytes are too many".formatted(size.getAsLong()), null);
      }
      Optional<InputStream> content = disk.open(file);
      if (content.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream bytes = content.get()) {
        return Optional.of(BookReader.read(bytes));
      }
    } catch (CorruptBookException e) {
      Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
      disk.move(file, aside);
      log.log(
          WARNING,
          "The address book {0} is corrupt ({1}). It is {2} now; starting with an empty one.",
          file,
          e.getMessage(),
          aside);
      return Optional.empty();
    }
  }

  /// Write the book as it is now, if it has been loaded: a stop in the middle of the start must not replace the file
  /// by an empty one. Called in the mailbox. A failure is logged, not reported: the next save may work.
  ///
  /// @return a stage that ends when this state or a later one is on the disk, or writing failed; on any thread
  public CompletionStage<Void> save() {
    if (loaded && waiting.getAndSet(book.snapshot()) == null) {
      lastWrite = lastWrite.thenRunAsync(this::write, blocking);
    }
    return lastWrite;
  }

  private void write() {
    BookSnapshot snapshot = waiting.getAndSet(null);
    if (snapshot == null) {
      return;
    }
    try {
      disk.replace(file, BookWriter.write(snapshot));
      log.log(DEBUG, "Saved {0} addresses to {1}", snapshot.addresses().size(), file);
    } catch (IOException e) {
      log.log(ERROR, "Cannot save the address book " + file, e);
    }
  }
}
