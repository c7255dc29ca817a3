/// `cometj demo`: a small network on this machine whose nodes find each other while one watches.
package dev.cometj.node.demo;
