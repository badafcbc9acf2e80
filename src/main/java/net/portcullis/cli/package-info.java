/** The command line: parses arguments, calls one function, renders its result. */
@NullMarked
package net.portcullis.cli;

import org.jspecify.annotations.NullMarked;
