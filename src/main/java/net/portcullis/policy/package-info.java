/**
 * Catalog and inventory become the allowlist: the rules of each binding and direction, each with
 * the reasons it stands there. It must never depend on who runs the tool, or on a platform.
 */
@NullMarked
package net.portcullis.policy;

import org.jspecify.annotations.NullMarked;
