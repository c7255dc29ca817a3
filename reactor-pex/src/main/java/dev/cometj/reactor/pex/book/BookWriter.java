package dev.cometj.reactor.pex.book;

import static dev.cometj.reactor.pex.book.BookFields.*;

import dev.cometj.p2p.NetAddress;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;

/// Writes the file byte for byte as Go's `json.MarshalIndent` with tabs does. What the original does not know
/// follows at the end, and only if there is any.
final class BookWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private BookWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] write(BookSnapshot book) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(new AsGo(), bytes)) {
      new BookWriter(json).book(book);
    }
    return bytes.toByteArray();
  }

  private void book(BookSnapshot book) {
    json.writeStartObject();
    json.writeStringProperty(KEY, book.key());
    json.writeArrayPropertyStart(ADDRESSES);
    book.addresses().forEach(this::address);
    json.writeEndArray();
    if (!book.bans().isEmpty() || !book.dials().isEmpty()) {
      json.writeObjectPropertyStart(EXTENSION);
      json.writeArrayPropertyStart(BANNED);
      book.bans().forEach(this::ban);
      json.writeEndArray();
      json.writeArrayPropertyStart(FAILED_DIALS);
      book.dials().forEach(this::dial);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void address(AddressRecord address) {
    json.writeStartObject();
    addressFields(address);
    json.writeEndObject();
  }

  private void ban(BanRecord ban) {
    json.writeStartObject();
    addressFields(ban.address());
    json.writeBooleanProperty(FROM_BOOK, ban.fromBook());
    json.writeEndObject();
  }

  private void addressFields(AddressRecord address) {
    netAddress(ADDRESS, address.address());
    netAddress(SOURCE, address.source());
    json.writeArrayPropertyStart(BUCKETS);
    address.buckets().forEach(json::writeNumber);
    json.writeEndArray();
    json.writeNumberProperty(ATTEMPTS, address.attempts());
    json.writeNumberProperty(TIER, address.tier().code());
    json.writeStringProperty(LAST_ATTEMPT, address.lastAttempt().toString());
    json.writeStringProperty(LAST_SUCCESS, address.lastSuccess().toString());
    json.writeStringProperty(LAST_BAN, address.lastBan().toString());
  }

  private void netAddress(String name, NetAddress address) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty(ID, address.id().text());
    json.writeStringProperty(IP, address.ip().toString());
    json.writeNumberProperty(PORT, address.port());
    json.writeEndObject();
  }

  private void dial(DialRecord dial) {
    json.writeStartObject();
    json.writeStringProperty(ENDPOINT, dial.endpoint().toString());
    json.writeNumberProperty(FAILURES, dial.failures());
    json.writeStringProperty(LAST, dial.last().toString());
    json.writeStringProperty(OUTCOME, dial.outcome().name());
    json.writeEndObject();
  }

  /// The layout of `json.MarshalIndent(value, "", "\t")`.
  private static final class AsGo extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter tabs = new DefaultIndenter("\t", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Spacing.AFTER)
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(tabs)
          .withArrayIndenter(tabs);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
