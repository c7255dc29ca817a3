package dev.cometj.p2p.transport;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Netty's own leak detector, which this module's tests are run with (see the POM), and which remembers what it reports.
///
/// Public, in an exported package, because Netty makes it by reflection.
///
/// @param <T> what is watched
public class LeakRecorder<T> extends ResourceLeakDetector<T> {
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

  /// Make a detector; for Netty.
  public LeakRecorder(Class<?> resourceType, int samplingInterval) {
    super(resourceType, samplingInterval);
  }

  /// Everything reported since the last call.
  public static List<String> takeReports() {
    List<String> all = List.copyOf(REPORTS);
    REPORTS.removeAll(all);
    return all;
  }

  /// How many reports there are.
  public static int count() {
    return REPORTS.size();
  }

  @Override
  protected boolean needReport() {
    return true;
  }

  @Override
  protected void reportTracedLeak(String resourceType, String records) {
    REPORTS.add(resourceType + records);
  }

  @Override
  protected void reportUntracedLeak(String resourceType) {
    REPORTS.add(resourceType);
  }
}
