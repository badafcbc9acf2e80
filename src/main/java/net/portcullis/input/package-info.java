/**
 * Reads YAML strictly: every value keeps its place, every problem is collected and told with
 * FILE:LINE:COLUMN and a remedy. It knows nothing of what the documents mean, and must never guess
 * a type: a scalar stays text until the caller asks for a number.
 */
@NullMarked
package net.portcullis.input;

import org.jspecify.annotations.NullMarked;
