/// The node's meters and their exposition in Prometheus' text format 0.0.4. Names stay as modules give them: client
/// libraries append `_total` to counters, which would break the dashboards made for the original.
package dev.cometj.node.metrics;
