/// What a node finds here by service binding: its application, and its validator's key.
package dev.cometj.execution.component;
