/// Start at [dev.cometj.practice.Main]: it makes a [dev.cometj.practice.PracticeChain], serves it by a
/// [dev.cometj.practice.Source], and has a [dev.cometj.practice.Receiver] fetch it.
@NullMarked
package dev.cometj.practice;

import org.jspecify.annotations.NullMarked;
