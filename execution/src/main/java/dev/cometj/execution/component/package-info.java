/// What a node finds here by service binding: its application, its validator's key, the stores, what executes blocks and
/// tells of them, and RPC.
package dev.cometj.execution.component;
