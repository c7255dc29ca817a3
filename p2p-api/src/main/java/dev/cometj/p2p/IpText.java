package dev.cometj.p2p;

import java.util.Arrays;
import java.util.Optional;

/// Reading and writing of IP literals as Go's `net` package does it. The platform's parser is not used: it takes
/// shortened and octal IPv4 forms, zones and brackets, and prints IPv6 without shortening.
final class IpText {
  private IpText() {}

  static Optional<byte[]> parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '.' -> {
          return parseIpv4(text);
        }
        case ':' -> {
          return parseIpv6(text);
        }
        case '%' -> {
          return Optional.empty(); // a zone, and no separator before it
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> parseIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (parts.length != 4) {
      return Optional.empty();
    }
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
      if (!digits || leadingZero || part.length() > 3 || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) Integer.parseInt(part);
    }
    return Optional.of(bytes);
  }

  private static Optional<byte[]> parseIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, 16).filter(bytes -> bytes.length == 16);
    }
    Optional<byte[]> head = groups(text.substring(0, gap), 14);
    Optional<byte[]> tail = groups(text.substring(gap + 2), 14);
    if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
      return Optional.empty(); // "::" stands for at least one group
    }
    boolean ipv4InHead = text.substring(0, gap).contains(".");
    if (ipv4InHead) {
      return Optional.empty();
    }
    byte[] bytes = Arrays.copyOf(head.get(), 16);
    System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
    return Optional.of(bytes);
  }

  /// Groups of up to four hex digits between colons, the last one possibly an IPv4 address.
  private static Optional<byte[]> groups(String text, int atMost) {
    if (text.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[0];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      boolean last = i == parts.length - 1;
      byte[] group;
      if (last && part.contains(".")) {
        Optional<byte[]> ipv4 = parseIpv4(part);
        if (ipv4.isEmpty()) {
          return Optional.empty();
        }
        group = ipv4.get();
      } else if (part.length() >= 1 && part.length() <= 4 && isHex(part)) {
        int value = Integer.parseInt(part, 16);
        group = new byte[] {(byte) (value >> 8), (byte) value};
      } else {
        return Optional.empty();
      }
      int length = bytes.length;
      if (length + group.length > atMost) {
        return Optional.empty();
      }
      bytes = Arrays.copyOf(bytes, length + group.length);
      System.arraycopy(group, 0, bytes, length, group.length);
    }
    return Optional.of(bytes);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
  }

  static String print(byte[] bytes) {
    return bytes.length == 4 ? printIpv4(bytes) : printIpv6(bytes);
  }

  private static String printIpv4(byte[] bytes) {
    return (bytes[0] & 0xff)
        + "."
        + (bytes[1] & 0xff)
        + "."
        + (bytes[2] & 0xff)
        + "."
        + (bytes[3] & 0xff);
  }

  private static String printIpv6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int gapStart = -1;
    int gapLength = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gapStart = i;
        gapLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
