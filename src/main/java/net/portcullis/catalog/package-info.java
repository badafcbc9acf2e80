/**
 * What an application needs: components, their documented ports, and the flows that follow. It
 * keeps the source document's statement and our correction side by side, and must never know where
 * anything is deployed.
 */
@NullMarked
package net.portcullis.catalog;

import org.jspecify.annotations.NullMarked;
