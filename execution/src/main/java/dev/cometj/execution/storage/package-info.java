/// The stores over a key-value database, and the database in memory.
package dev.cometj.execution.storage;
