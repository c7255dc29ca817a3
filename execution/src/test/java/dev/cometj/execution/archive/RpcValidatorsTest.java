package dev.cometj.execution.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.InvalidChainDataException;
import dev.cometj.chain.json.JsonObject;
import dev.cometj.chain.json.ValidatorJson;
import dev.cometj.chain.service.BlockExecutionException;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.p2p.testkit.VirtualWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Validators are asked of RPC servers, and only their hash is believed")
final class RpcValidatorsTest {
  private final VirtualWorld world = VirtualWorld.ofSeed(5);
  private final Map<String, String> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private static ValidatorSet set(int size, long seed) {
    Random random = new Random(seed);
    List<Validator> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      members.add(Validator.of(Ed25519PrivateKey.generate(random).publicKey(), 10 + i));
    }
    try {
      return ValidatorSet.of(members).advanced(7);
    } catch (InvalidChainDataException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(String server, long height, ValidatorSet set) {
    for (int page = 0; page * 100 < set.size(); page++) {
      List<Validator> part =
          set.validators().subList(page * 100, Math.min(set.size(), page * 100 + 100));
      String result =
          JsonObject.of(out ->
              out.quoted("block_height", height)
                  .array("validators", part, ValidatorJson::write)
                  .quoted("count", part.size())
                  .quoted("total", set.size()));
      answers.put(
          "%s/validators?height=%d&page=%d&per_page=100".formatted(server, height, page + 1),
          "{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":" + result + "}");
    }
  }

  private CompletionStage<byte[]> page(URI uri) {
    asked.add(uri.toString());
    String found = answers.get(uri.toString());
    return found == null
        ? CompletableFuture.failedStage(new IOException("refused"))
        : CompletableFuture.completedStage(found.getBytes(StandardCharsets.UTF_8));
  }

  private CompletableFuture<ValidatorSet> find(
      long height, ValidatorSet wanted, String... servers) {
    List<URI> uris = List.of(servers).stream().map(URI::create).toList();
    return new RpcValidators(uris, this::page, world.mailbox("archive"))
        .find(height, wanted.hash())
        .toCompletableFuture();
  }

  @Test
  @DisplayName("a set of 250 comes on three pages, and its priorities are not taken over")
  void pages() {
    ValidatorSet wanted = set(250, 1);
    answer("http://one", 57, wanted);
    var found = find(57, wanted, "http://one/");
    world.runFor(Duration.ofMillis(1));
    assertThat(found.join().hash()).isEqualTo(wanted.hash());
    assertThat(found.join().priorityHash()).isNotEqualTo(wanted.priorityHash());
    assertThat(asked).hasSize(3);
  }

  @Test
  @DisplayName("a server with another set, one with nonsense and one that is away only cost time")
  void others() {
    ValidatorSet wanted = set(3, 1);
    answer("http://liar", 57, set(3, 2));
    answers.put("http://odd/validators?height=57&page=1&per_page=100", "{\"result\":{\"total\":7}");
    answer("http://good", 57, wanted);
    var found = find(57, wanted, "http://liar", "http://odd", "http://away", "http://good");
    world.runFor(Duration.ofMillis(1));
    assertThat(found.join().hash()).isEqualTo(wanted.hash());
  }

  @Test
  @DisplayName("a server that is a block behind is asked again two seconds later")
  void behind() {
    ValidatorSet wanted = set(3, 1);
    answers.put(
        "http://one/validators?height=57&page=1&per_page=100",
        "{\"jsonrpc\":\"2.0\",\"id\":-1,\"error\":{\"code\":-32603,\"message\":\"Internal error\",\"data\":\"height 57 must be less\"}}");
    var found = find(57, wanted, "http://one");
    world.runFor(Duration.ofSeconds(1));
    assertThat(found).isNotDone();
    answer("http://one", 57, wanted);
    world.runFor(Duration.ofSeconds(2));
    assertThat(found.join().hash()).isEqualTo(wanted.hash());
  }

  @Test
  @DisplayName("when nobody has the set, one line says of which height, and what each server said")
  void nobody() {
    answer("http://liar", 57, set(3, 2));
    var found = find(57, set(3, 1), "http://liar", "http://away");
    world.runFor(Duration.ofSeconds(5));
    assertThat(found.exceptionNow())
        .isInstanceOf(BlockExecutionException.class)
        .hasMessageContaining("the validators change at height 57")
        .hasMessageContaining("http://liar: its set has the hash")
        .hasMessageEndingWith("http://away: refused");
    assertThat(asked).hasSize(6);
  }

  @Test
  @DisplayName("without servers it says which setting names them")
  void none() {
    assertThat(find(57, set(3, 1)).exceptionNow())
        .hasMessageEndingWith("set cometj.archive.rpc_servers to nodes that know them");
  }
}
