package dev.cometj.chain.json;

import dev.cometj.chain.validators.Validator;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/// A page of what RPC's `validators` answers; `ResultValidators` of Go's `rpc/core/types`.
///
/// @param height the height that they are of
/// @param total how many there are on all pages
/// @param validators those on this page, in the set's order
public record ValidatorPage(long height, long total, List<Validator> validators) {
  private static final class NotOneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOneException(String message) {
      super(message);
    }
  }

  /// Reads an answer.
  ///
  /// @param json the body of the answer to a request by URI
  /// @return the page
  /// @throws IllegalArgumentException naming what is wrong, or what the server says is
  public static ValidatorPage read(byte[] json) {
    var found =
        new Object() {
          long height;
          long total;
          String error = "";
          final List<Validator> validators = new ArrayList<>();
        };
    try (JsonCursor in = new JsonCursor(json, NotOneException::new)) {
      in.begin();
      in.object(name -> {
        switch (name) {
          case "error" -> found.error = error(in);
          case "result" ->
              in.object(member -> {
                switch (member) {
                  case "block_height" -> found.height = in.number();
                  case "total" -> found.total = in.number();
                  case "validators" ->
                      in.array(() -> found.validators.add(LightBlockReader.validator(in)));
                  default -> in.skip();
                }
              });
          default -> in.skip();
        }
      });
      in.end();
    } catch (JacksonException | NotOneException | EvidenceReader.UnknownValue e) {
      throw new IllegalArgumentException(
          "this is no page of validators: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
    if (!found.error.isEmpty()) {
      throw new IllegalArgumentException(found.error);
    }
    return new ValidatorPage(found.height, found.total, List.copyOf(found.validators));
  }

  private static String error(JsonCursor in) {
    String[] text = {""};
    in.object(name -> {
      switch (name) {
        case "message", "data" -> text[0] += (text[0].isEmpty() ? "" : ": ") + in.text();
        default -> in.skip();
      }
    });
    return text[0];
  }
}
