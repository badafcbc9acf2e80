package net.portcullis.change;

import java.util.Optional;
import net.portcullis.acl.AccessList;

/**
 * What is wanted at one place, and how it comes about.
 *
 * @param meaning what must stand there afterwards; absent where nothing is to be bound
 */
record Change(Target target, Optional<AccessList> meaning, Exchange exchange) {

  Change with(Exchange other) {
    return new Change(target, meaning, other);
  }
}
