/// The entry of the program: [dev.cometj.node.Main].
package dev.cometj.node;
