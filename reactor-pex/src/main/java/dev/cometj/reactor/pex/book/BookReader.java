package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookFields.*;

import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.Rejection;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/// Reads the file of Go's address book: plain `encoding/json` of `addrBookJSON` in `p2p/pex/file.go`.
///
/// What would make the original panic is corrupt. Unknown fields are skipped, as there.
final class BookReader {
  /// More addresses than all buckets hold together.
  private static final int MOST_ADDRESSES = 50_000;

  private final JsonCursor json;
  private @Nullable String key;
  private List<AddressRecord> addresses = List.of();
  private List<BanRecord> bans = List.of();
  private List<DialRecord> dials = List.of();

  private BookReader(JsonCursor json) {
    this.json = json;
  }

  /// Read a whole file.
  ///
  /// @throws CorruptBookException if it is no address book
  /// @throws JacksonIOException if it cannot be read
  static BookSnapshot read(InputStream content) {
    try (JsonCursor json = new JsonCursor(content)) {
      return new BookReader(json).book();
    } catch (JacksonIOException e) {
      throw e;
    } catch (JacksonException | InvalidAddressException e) {
      throw new CorruptBookException(oneLine(e), e);
    }
  }

  /// Say it without what the parser adds on where it read from.
  private static String oneLine(RuntimeException e) {
    String text = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    return String.valueOf(text)
        .lines()
        .findFirst()
        .orElse("not JSON")
        .replaceFirst(" \\(start.*", "");
  }

  private BookSnapshot book() {
    json.begin();
    json.object("book", this::bookField);
    json.end();
    if (key == null || key.isEmpty()) {
      throw new CorruptBookException("the key is missing", null);
    }
    return new BookSnapshot(key, addresses, bans, dials);
  }

  private boolean bookField(String name) {
    switch (name) {
      case KEY -> key = json.text(name);
      case ADDRESSES -> addresses = json.array(name, MOST_ADDRESSES, this::address);
      case EXTENSION -> json.object(name, this::extensionField);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean extensionField(String name) {
    switch (name) {
      case BANNED -> bans = json.array(name, BanList.CAPACITY, this::ban);
      case FAILED_DIALS -> dials = json.array(name, DialHistory.CAPACITY, this::dial);
      default -> {
        return false;
      }
    }
    return true;
  }

  private AddressRecord address() {
    return new AddressFields().read("address");
  }

  private BanRecord ban() {
    AddressFields fields = new AddressFields();
    return new BanRecord(fields.read("ban"), fields.fromBook);
  }

  private DialRecord dial() {
    return new DialFields().read();
  }

  private NetAddress netAddress(String what) {
    return new NetAddressFields().read(what);
  }

  /// The fields of one address, in any order.
  private final class AddressFields {
    private @Nullable NetAddress address;
    private @Nullable NetAddress source;
    private List<Integer> buckets = List.of();
    private int attempts;
    private Tier tier = Tier.NEW;
    private boolean tierGiven;
    private BookTime lastAttempt = BookTime.NEVER;
    private BookTime lastSuccess = BookTime.NEVER;
    private BookTime lastBan = BookTime.NEVER;
    private boolean fromBook = true;

    AddressRecord read(String what) {
      json.object(what, this::field);
      if (address == null || !address.ip().isUsable()) {
        throw json.corrupt("an entry without a usable address");
      }
      if (!tierGiven || buckets.stream().anyMatch(bucket -> bucket >= tier.buckets())) {
        throw json.corrupt("an entry in no bucket there is");
      }
      return new AddressRecord(
          address,
          source == null ? address : source,
          buckets,
          attempts,
          tier,
          lastAttempt,
          lastSuccess,
          lastBan);
    }

    private boolean field(String name) {
      switch (name) {
        case ADDRESS -> address = netAddress(name);
        case SOURCE -> source = json.isNull() ? null : netAddress(name);
        case BUCKETS -> buckets = json.array(name, Tier.NEW.buckets(), this::bucket);
        case ATTEMPTS -> attempts = json.number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case TIER -> {
          tier = tier(json.number(name, 0, 255));
          tierGiven = true;
        }
        case LAST_ATTEMPT -> lastAttempt = json.time(name);
        case LAST_SUCCESS -> lastSuccess = json.time(name);
        case LAST_BAN -> lastBan = json.time(name);
        case FROM_BOOK -> fromBook = json.flag(name);
        default -> {
          return false;
        }
      }
      return true;
    }

    private Integer bucket() {
      return json.number(BUCKETS, 0, Tier.NEW.buckets() - 1);
    }

    private Tier tier(int code) {
      return Arrays.stream(Tier.values())
          .filter(each -> each.code() == code)
          .findFirst()
          .orElseThrow(() -> json.corrupt("bucket type " + code));
    }
  }

  private final class NetAddressFields {
    private @Nullable NodeId id;
    private @Nullable IpAddress ip;
    private int port;

    NetAddress read(String what) {
      json.object(what, this::field);
      if (id == null || ip == null) {
        throw json.corrupt(what + " lacks its id or its IP");
      }
      return new NetAddress(id, ip, port);
    }

    private boolean field(String name) {
      switch (name) {
        case ID -> id = new NodeId(json.text(name));
        case IP -> ip = ip(json.text(name));
        case PORT -> port = json.number(name, 0, 65535);
        default -> {
          return false;
        }
      }
      return true;
    }

    private IpAddress ip(String text) {
      return IpAddress.parse(text).orElseThrow(() -> json.corrupt("no IP: '%s'".formatted(text)));
    }
  }

  private final class DialFields {
    private @Nullable HostPort endpoint;
    private int failures;
    private BookTime last = BookTime.NEVER;
    private Rejection.Kind outcome = Rejection.Kind.UNREACHABLE;

    DialRecord read() {
      json.object("dial", this::field);
      if (endpoint == null || failures == 0) {
        throw json.corrupt("a dial without endpoint or failures");
      }
      return new DialRecord(endpoint, failures, last, outcome);
    }

    private boolean field(String name) {
      switch (name) {
        case ENDPOINT -> endpoint = HostPort.parse(json.text(name));
        case FAILURES -> failures = json.number(name, 1, 1000);
        case LAST -> last = json.time(name);
        case OUTCOME -> outcome = outcome(json.text(name)).orElse(Rejection.Kind.UNREACHABLE);
        default -> {
          return false;
        }
      }
      return true;
    }

    /// A later version may know more outcomes than this one.
    private Optional<Rejection.Kind> outcome(String text) {
      return Arrays.stream(Rejection.Kind.values())
          .filter(kind -> kind.name().equals(text))
          .findFirst();
    }
  }
}
