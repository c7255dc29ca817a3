/// JSON in the original's dialect (`libs/json` and Go's `encoding/json`): a writer with its escapes and its 64-bit
/// numbers in quotes, and a small tree for what comes in.
package dev.cometj.node.json;
