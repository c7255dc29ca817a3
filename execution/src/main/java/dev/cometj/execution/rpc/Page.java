package dev.cometj.execution.rpc;

import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import java.util.List;
import java.util.OptionalLong;

/// Which entries of a list a client wants; `validatePage` and `validatePerPage` of `rpc/core/env.go`.
///
/// @param from the first one
/// @param to the one behind the last
record Page(int from, int to) {
  private static final int USUAL_SIZE = 30;
  private static final int LARGEST_SIZE = 100;

  /// Reads the arguments `page` and `per_page`.
  ///
  /// @throws P2pException if there is no such page
  static Page asked(Arguments arguments, int total) {
    int size = size(arguments.number("per_page"));
    int pages = Math.max(1, (total + size - 1) / size);
    long page = arguments.number("page").orElse(1);
    if (page <= 0 || page > pages) {
      throw new P2pException(
          "page should be within [1, %d] range, given %d".formatted(pages, page));
    }
    int from = ((int) page - 1) * size;
    return new Page(from, Math.min(total, from + size));
  }

  private static int size(OptionalLong given) {
    long size = given.orElse(USUAL_SIZE);
    return size < 1 ? USUAL_SIZE : (int) Math.min(size, LARGEST_SIZE);
  }

  <T> List<T> of(List<T> all) {
    return all.subList(from, to);
  }
}
