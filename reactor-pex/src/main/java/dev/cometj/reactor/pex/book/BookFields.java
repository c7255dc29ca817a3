package dev.cometj.reactor.pex.book;

/// The field names of the file. The first group is the original's; what stands under [#EXTENSION] is ours, and the
/// original skips it.
final class BookFields {
  static final String KEY = "key";
  static final String ADDRESSES = "addrs";
  static final String ADDRESS = "addr";
  static final String SOURCE = "src";
  static final String ID = "id";
  static final String IP = "ip";
  static final String PORT = "port";
  static final String BUCKETS = "buckets";
  static final String ATTEMPTS = "attempts";
  static final String TIER = "bucket_type";
  static final String LAST_ATTEMPT = "last_attempt";
  static final String LAST_SUCCESS = "last_success";
  static final String LAST_BAN = "last_ban_time";

  static final String EXTENSION = "cometj";
  static final String BANNED = "banned";
  static final String FROM_BOOK = "from_book";
  static final String FAILED_DIALS = "failed_dials";
  static final String ENDPOINT = "endpoint";
  static final String FAILURES = "failures";
  static final String LAST = "last";
  static final String OUTCOME = "outcome";

  private BookFields() {}
}
