package dev.cometj.p2p;

import static dev.cometj.p2p.InvalidAddressException.Kind.MALFORMED;

/// A host, by name or literal, and a port: what follows the `@` of an address and what a listener binds.
///
/// @param host a name or an IP literal without brackets; may be empty for a listener on all interfaces
/// @param port 0..65535
public record HostPort(String host, int port) {
  /// Check the port.
  ///
  /// @throws InvalidAddressException if the port is out of range
  public HostPort {
    if (port < 0 || port > 65535) {
      throw new InvalidAddressException(MALFORMED, "port %d is not in 0..65535".formatted(port));
    }
  }

  /// Read `host:port`, `[ipv6]:port`, each optionally behind a scheme such as `tcp://`, by the rules of Go's
  /// `net.SplitHostPort`.
  ///
  /// @param text the text to read
  /// @return the parts
  /// @throws InvalidAddressException if it is not of that form
  public static HostPort parse(String text) {
    String rest = withoutScheme(text);
    int colon = rest.lastIndexOf(':');
    if (colon < 0) {
      throw malformed(text, "the port is missing");
    }
    String host = rest.substring(0, colon);
    String port = rest.substring(colon + 1);
    if (host.startsWith("[")) {
      if (!host.endsWith("]") || host.indexOf(']') != host.length() - 1) {
        throw malformed(text, "the bracket is not closed before the port");
      }
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw malformed(text, "too many colons");
    }
    if (host.indexOf('[') >= 0
        || host.indexOf(']') >= 0
        || port.indexOf('[') >= 0
        || port.indexOf(']') >= 0) {
      throw malformed(text, "an unexpected bracket");
    }
    boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    String significant = port.replaceFirst("^0+(?=.)", "");
    if (!digits || significant.length() > 5 || Integer.parseInt(significant) > 65535) {
      throw malformed(text, "the port is not a number in 0..65535");
    }
    return new HostPort(host, Integer.parseInt(significant));
  }

  /// Cut a scheme off an address, as Go's `removeProtocolIfDefined` does.
  ///
  /// @param text for example `tcp://1.2.3.4:26656`
  /// @return what stands between the first `://` and the next, or the whole text
  static String withoutScheme(String text) {
    int start = text.indexOf("://");
    if (start < 0) {
      return text;
    }
    int end = text.indexOf("://", start + 3);
    return end < 0 ? text.substring(start + 3) : text.substring(start + 3, end);
  }

  private static InvalidAddressException malformed(String text, String why) {
    return new InvalidAddressException(MALFORMED, "'%s' is not host:port: %s".formatted(text, why));
  }

  /// Print as `host:port`, with brackets around a host that contains a colon.
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
