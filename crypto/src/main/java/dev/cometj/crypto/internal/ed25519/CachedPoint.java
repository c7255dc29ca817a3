package dev.cometj.crypto.internal.ed25519;

/// A point prepared for being added: Y + X, Y - X, 2Z and 2dT. Not changed after it was made.
record CachedPoint(FieldElement yPlusX, FieldElement yMinusX, FieldElement z2, FieldElement t2d) {

  /// The odd multiples P, 3P, 5P, ... of a point, for digits below twice their number in magnitude.
  static CachedPoint[] oddMultiples(EdwardsPoint point, int count) {
    CachedPoint[] multiples = new CachedPoint[count];
    EdwardsPoint multiple = new EdwardsPoint();
    multiple.set(point);
    multiples[0] = multiple.cached();
    if (count > 1) {
      EdwardsPoint doubled = new EdwardsPoint();
      doubled.set(point);
      doubled.doubleUp(true);
      CachedPoint step = doubled.cached();
      for (int i = 1; i < count; i++) {
        multiple.add(step, false, true);
        multiples[i] = multiple.cached();
      }
    }
    return multiples;
  }
}
