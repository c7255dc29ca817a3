/// Logging in the original's formats (`libs/log`), behind [System.Logger].
///
/// [dev.cometj.node.log.CometLoggerFinder] is the entry: the JDK makes the one instance of the process, which holds
/// the [dev.cometj.node.log.LogOutput]. A message whose pattern ends in ` name={0} other={1}` is printed as text and
/// key-value pairs, so the same call reads well under any other logger too.
package dev.cometj.node.log;
