/**
 * Where things are: sites, servers, roles and their addresses, the devices and their bindings, and
 * references to secrets. It must never hold a secret itself.
 */
@NullMarked
package net.portcullis.inventory;

import org.jspecify.annotations.NullMarked;
