package dev.cometj.execution.archive;

import static java.lang.System.Logger.Level.INFO;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.json.ValidatorPage;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.service.BlockExecutionException.Reason;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.execution.block.ValidatorSource;
import dev.cometj.p2p.spi.Mailbox;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Asks RPC servers for validators, one server after the other and a few times over, since a server may be a block behind.
/// What counts is the hash alone, so one honest server is enough and a false one only costs time.
public final class RpcValidators implements ValidatorSource {
  /// As many as a server gives at a time.
  private static final int PAGE = 100;

  /// More validators than a chain can have.
  private static final int MOST_PAGES = 100;

  private static final int ROUNDS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final System.Logger LOG = System.getLogger(RpcValidators.class.getName());

  private final List<URI> servers;
  private final RpcPages pages;
  private final Mailbox mailbox;

  /// Make the source.
  ///
  /// @param servers the RPC of nodes that know the chain's validators; there may be none
  /// @param pages reads from them
  /// @param mailbox whose timers are used
  public RpcValidators(List<URI> servers, RpcPages pages, Mailbox mailbox) {
    this.servers = List.copyOf(servers);
    this.pages = pages;
    this.mailbox = mailbox;
  }

  @Override
  public CompletionStage<ValidatorSet> find(long height, Bytes hash) {
    Search search = new Search(height, hash);
    if (servers.isEmpty()) {
      search.fail("set cometj.archive.rpc_servers to nodes that know them");
    } else {
      mailbox.execute(search::next);
    }
    return search.found;
  }

  /// One set of validators that is looked for. All in the mailbox.
  private final class Search {
    final CompletableFuture<ValidatorSet> found = new CompletableFuture<>();
    private final long height;
    private final Bytes hash;
    private final List<String> faults = new ArrayList<>();
    private int asked;

    Search(long height, Bytes hash) {
      this.height = height;
      this.hash = hash;
    }

    /// Asks the next server.
    private void next() {
      if (asked == ROUNDS * servers.size()) {
        fail("no RPC server gave them: " + String.join("; ", faults));
        return;
      }
      URI server = servers.get(asked % servers.size());
      collect(server, 1, new ArrayList<>())
          .thenApply(this::set)
          .whenComplete((set, failure) -> mailbox.execute(() -> ended(server, set, failure)));
    }

    private void ended(URI server, @Nullable ValidatorSet set, @Nullable Throwable failure) {
      asked++;
      if (set != null) {
        LOG.log(
            INFO,
            "{0} validators of height {1} from {2}",
            set.size(),
            Long.toString(height),
            server);
        found.complete(set);
        return;
      }
      boolean isRoundOver = asked % servers.size() == 0;
      if (asked > (ROUNDS - 1) * servers.size()) {
        faults.add(server + ": " + words(failure));
      }
      if (isRoundOver && asked < ROUNDS * servers.size()) {
        mailbox.schedule(PAUSE, this::next);
      } else {
        next();
      }
    }

    private CompletionStage<List<Validator>> collect(URI server, int page, List<Validator> before) {
      return pages
          .get(uri(server, page))
          .thenCompose(body -> {
            ValidatorPage answer = ValidatorPage.read(body);
            before.addAll(answer.validators());
            boolean isMore =
                before.size() < answer.total()
                    && !answer.validators().isEmpty()
                    && page < MOST_PAGES;
            return isMore
                ? collect(server, page + 1, before)
                : CompletableFuture.completedStage(before);
          });
    }

    private URI uri(URI server, int page) {
      String base = server.toString();
      return URI.create(
          "%s/validators?height=%d&page=%d&per_page=%d"
              .formatted(
                  base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
                  height,
                  page,
                  PAGE));
    }

    /// Takes keys and powers; whose turn it is has no part in the hash.
    private ValidatorSet set(List<Validator> validators) {
      ValidatorSet set;
      try {
        set =
            ValidatorSet.of(
                validators.stream()
                    .map(each -> Validator.of(each.publicKey(), each.votingPower()))
                    .toList());
      } catch (InvalidChainDataException e) {
        throw new IllegalArgumentException("they make no set: " + e.getMessage(), e);
      }
      if (!set.hash().equals(hash)) {
        throw new IllegalArgumentException("its set has the hash " + set.hash());
      }
      return set;
    }

    private void fail(String why) {
      found.completeExceptionally(
          new BlockExecutionException(
              Reason.MISSING_VALIDATORS,
              "the validators change at height %d to those with the hash %s, which an archive without application has to ask for: %s"
                  .formatted(height, hash, why),
              null));
    }
  }

  private static String words(@Nullable Throwable failure) {
    Throwable bare = failure;
    while (bare instanceof CompletionException && bare.getCause() != null) {
      bare = bare.getCause();
    }
    if (bare == null) {
      return "nothing";
    }
    return bare.getMessage() == null ? bare.getClass().getSimpleName() : bare.getMessage();
  }
}
