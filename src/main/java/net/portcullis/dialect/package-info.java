/**
 * How a platform speaks: profiles as data, written and read by one grammar. No platform is named
 * here; what a profile cannot say becomes a new general capability of the format.
 */
@NullMarked
package net.portcullis.dialect;

import org.jspecify.annotations.NullMarked;
