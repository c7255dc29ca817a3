package dev.cometj.crypto.internal.ed25519;

/// A point with Z = 1 prepared for being added: y + x, y - x and 2dxy. Not changed after it was made.
record AffinePoint(FieldElement yPlusX, FieldElement yMinusX, FieldElement t2d) {}
