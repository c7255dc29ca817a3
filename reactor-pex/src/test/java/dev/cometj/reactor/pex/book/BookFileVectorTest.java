package dev.cometj.reactor.pex.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.testkit.VirtualWorld;
import dev.cometj.reactor.pex.Vectors;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("addrbook.json is the Go original's")
final class BookFileVectorTest {
  private static final Path FILE = Path.of("home", "config", "addrbook.json");

  static Stream<JsonNode> files() {
    return Vectors.cases("nodeinfo", "addressBookFile");
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("L-A01 reading and writing gives the original's file byte for byte")
  void roundTrip(JsonNode vector) {
    String json = vector.path("json").asString();
    BookSnapshot read = BookReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    assertThat(new String(BookWriter.write(read), UTF_8)).isEqualTo(json);
    assertThat(read.key()).isEqualTo(vector.path("key").asString());
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("L-A01 a book loaded from the original's file knows the same, and saves the same")
  void loadAndSave(JsonNode vector) {
    VirtualWorld world = VirtualWorld.create();
    var node = world.node("book");
    String json = vector.path("json").asString();
    node.disk().plant(FILE, json.getBytes(UTF_8));
    Book book = new Book(node, true);
    BookStore store = new BookStore(book, FILE, node, node.mailbox("pex"));
    world.await(store.load(), Duration.ofSeconds(1));
    AddressPicker picker = book.picker();
    assertThat(picker.size()).isEqualTo(vector.path("size").asInt());
    assertThat(picker.needsMore()).isEqualTo(vector.path("needMoreAddrs").asBoolean());
    assertThat(picker.isEmpty()).isEqualTo(vector.path("isEmpty").asBoolean());
    for (JsonNode entry : vector.path("entries")) {
      NodeId id = new NodeId(entry.path("id").asString());
      assertThat(picker.has(id)).isEqualTo(entry.path("hasAddress").asBoolean());
      assertThat(book.verdicts().isGood(id)).isEqualTo(entry.path("isGood").asBoolean());
    }
    world.await(store.save(), Duration.ofSeconds(1));
    assertThat(sorted(new String(node.disk().content(FILE).orElseThrow(), UTF_8)))
        .isEqualTo(sorted(json));
  }

  /// The order of addresses is free.
  private static BookSnapshot sorted(String json) {
    BookSnapshot book = BookReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    return new BookSnapshot(
        book.key(),
        book.addresses().stream()
            .sorted(Comparator.comparing((AddressRecord each) -> each.address().id()))
            .toList(),
        book.bans(),
        book.dials());
  }

  static Stream<JsonNode> additions() {
    return Vectors.cases("nodeinfo", "addressBookAdd");
  }

  @ParameterizedTest
  @MethodSource("additions")
  @DisplayName("L-A02 an address is taken or refused for the same reason")
  void adds(JsonNode vector) {
    Book book = new Book(VirtualWorld.create().node("book"), vector.path("strict").asBoolean());
    vector.path("setup").forEach(step -> prepare(book, step));
    String verdict = offer(book, vector.path("addr").asString(), vector.path("src").asString());
    JsonNode errorKind = vector.path("errorKind");
    assertThat(verdict).isEqualTo(errorKind.isNull() ? "" : errorKind.asString());
    assertThat(book.picker().size()).isEqualTo(vector.path("sizeAfter").asInt());
  }

  private static void prepare(Book book, JsonNode step) {
    String text = step.path("addr").asString();
    switch (step.path("op").asString()) {
      case "our" -> book.intake().addOurs(NetAddress.parse(text));
      case "private" -> book.intake().addPrivateIds(java.util.List.of(new NodeId(text)));
      case "add" -> offer(book, text, step.path("src").asString());
      case "bad" -> book.verdicts().ban(NetAddress.parse(text), Duration.ofHours(24));
      case "good" -> book.verdicts().markGood(new NodeId(text));
      default -> throw new IllegalArgumentException("unknown step " + step);
    }
  }

  /// Name the original's error. What it checks on a nil or malformed address, ours cannot even hold.
  private static String offer(Book book, String address, String source) {
    if (address.isEmpty() || source.isEmpty()) {
      return "pex.ErrAddrBookNilAddr";
    }
    try {
      return book.intake()
          .add(NetAddress.parse(address), NetAddress.parse(source))
          .map(BookFileVectorTest::goType)
          .orElse("");
    } catch (dev.cometj.p2p.InvalidAddressException e) {
      return goType(AddressRefusal.INVALID);
    }
  }

  private static String goType(AddressRefusal refusal) {
    return switch (refusal) {
      case INVALID -> "pex.ErrAddrBookInvalidAddr";
      case BANNED -> "pex.ErrAddressBanned";
      case PRIVATE -> "pex.ErrAddrBookPrivate";
      case PRIVATE_SOURCE -> "pex.ErrAddrBookPrivateSrc";
      case OURS -> "pex.ErrAddrBookSelf";
      case UNROUTABLE -> "pex.ErrAddrBookNonRoutable";
      case IP_BANNED -> "(not in the original)";
    };
  }
}
