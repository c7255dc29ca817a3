/// Programs that can be started from this module.
package dev.cometj.execution.program;
