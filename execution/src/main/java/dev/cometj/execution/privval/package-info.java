/// The validator's key in files, for applications and tests that sign without a whole node.
package dev.cometj.execution.privval;
