/// What a person sees on a terminal: a line that is kept up to date below the log, and the demo's table.
package dev.cometj.node.screen;
