package net.portcullis.acl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reduced ordered binary decision diagrams over one variable order, in flat arrays. Equal functions
 * are equal node numbers. Nothing is ever freed: an instance lives as long as one question.
 */
final class Bdd {
  static final int FALSE = 0;
  static final int TRUE = 1;

  private static final int AND = 0;
  private static final int OR = 1;
  private static final int MINUS = 2;
  private static final int STRIDE = 4;
  private static final int LARGEST_CACHE = 1 << 21;
  static final int MOST_NODES = 1 << 24;

  private final int variables;
  private final int mostNodes;

  /** For each node: level, low child, high child, next node of the same hash bucket. */
  private int[] nodes = new int[STRIDE << 13];

  private int[] buckets = new int[1 << 13];
  private int count = 2;

  /** Direct-mapped results: operation and first operand, second operand, result. */
  private int[] cache = new int[STRIDE << 13];

  /**
   * An empty diagram.
   *
   * @param mostNodes beyond about this many nodes every operation throws {@link
   *     TooComplexException}
   */
  Bdd(int variables, int mostNodes) {
    this.variables = variables;
    this.mostNodes = mostNodes;
    nodes[0] = variables;
    nodes[STRIDE] = variables;
    Arrays.fill(cache, -1);
  }

  /** How many nodes there are, the two constants included. */
  int size() {
    return count;
  }

  int level(int node) {
    return nodes[node * STRIDE];
  }

  int low(int node) {
    return nodes[node * STRIDE + 1];
  }

  int high(int node) {
    return nodes[node * STRIDE + 2];
  }

  /** The function that is {@code low} where the variable is 0 and {@code high} where it is 1. */
  int node(int level, int low, int high) {
    if (low == high) {
      return low;
    }
    int bucket = hash(level, low, high) & (buckets.length - 1);
    for (int node = buckets[bucket]; node != 0; node = nodes[node * STRIDE + 3]) {
      int at = node * STRIDE;
      if (nodes[at] == level && nodes[at + 1] == low && nodes[at + 2] == high) {
        return node;
      }
    }
    if (count * STRIDE == nodes.length) {
      grow();
      bucket = hash(level, low, high) & (buckets.length - 1);
    }
    int at = count * STRIDE;
    nodes[at] = level;
    nodes[at + 1] = low;
    nodes[at + 2] = high;
    nodes[at + 3] = buckets[bucket];
    buckets[bucket] = count;
    return count++;
  }

  int and(int a, int b) {
    if (a == b || b == TRUE) {
      return a;
    }
    if (a == TRUE) {
      return b;
    }
    if (a == FALSE || b == FALSE) {
      return FALSE;
    }
    return a < b ? apply(AND, a, b) : apply(AND, b, a);
  }

  int or(int a, int b) {
    if (a == b || b == FALSE) {
      return a;
    }
    if (a == FALSE) {
      return b;
    }
    if (a == TRUE || b == TRUE) {
      return TRUE;
    }
    return a < b ? apply(OR, a, b) : apply(OR, b, a);
  }

  /** {@code a} without {@code b}. */
  int minus(int a, int b) {
    if (a == FALSE || b == TRUE || a == b) {
      return FALSE;
    }
    return b == FALSE ? a : apply(MINUS, a, b);
  }

  int not(int a) {
    return minus(TRUE, a);
  }

  private int apply(int operation, int a, int b) {
    int key = a * 3 + operation;
    int slot = (mix(key * 0x9E3779B1 + b * 0x85EBCA77) & (cache.length / STRIDE - 1)) * STRIDE;
    if (cache[slot] == key && cache[slot + 1] == b) {
      return cache[slot + 2];
    }
    int levelA = nodes[a * STRIDE];
    int levelB = nodes[b * STRIDE];
    int level = Math.min(levelA, levelB);
    int lowA = levelA == level ? nodes[a * STRIDE + 1] : a;
    int highA = levelA == level ? nodes[a * STRIDE + 2] : a;
    int lowB = levelB == level ? nodes[b * STRIDE + 1] : b;
    int highB = levelB == level ? nodes[b * STRIDE + 2] : b;
    int low;
    int high;
    if (operation == AND) {
      low = and(lowA, lowB);
      high = and(highA, highB);
    } else if (operation == OR) {
      low = or(lowA, lowB);
      high = or(highA, highB);
    } else {
      low = minus(lowA, lowB);
      high = minus(highA, highB);
    }
    int result = node(level, low, high);
    // The cache may have grown meanwhile.
    slot = (mix(key * 0x9E3779B1 + b * 0x85EBCA77) & (cache.length / STRIDE - 1)) * STRIDE;
    cache[slot] = key;
    cache[slot + 1] = b;
    cache[slot + 2] = result;
    return result;
  }

  /** The union of many, merged in pairs of neighbours. */
  int orAll(int[] operands, int from, int to) {
    if (to - from < 2) {
      return from == to ? FALSE : operands[from];
    }
    int middle = (from + to) >>> 1;
    return or(orAll(operands, from, middle), orAll(operands, middle, to));
  }

  /** What is true for some values of all variables outside {@code [from, to)}. */
  int project(int node, int from, int to) {
    return project(node, from, to, new HashMap<>());
  }

  private int project(int node, int from, int to, Map<Integer, Integer> done) {
    if (node <= TRUE) {
      return node;
    }
    if (level(node) >= to) {
      return TRUE;
    }
    Integer known = done.get(node);
    if (known != null) {
      return known;
    }
    int low = project(low(node), from, to, done);
    int high = level(node) < from && low == TRUE ? TRUE : project(high(node), from, to, done);
    int result = level(node) < from ? or(low, high) : node(level(node), low, high);
    done.put(node, result);
    return result;
  }

  /** The share of all assignments for which the function is true, 0 to 1. */
  double share(int node) {
    return share(node, new HashMap<>());
  }

  private double share(int node, Map<Integer, Double> done) {
    if (node <= TRUE) {
      return node;
    }
    Double known = done.get(node);
    if (known != null) {
      return known;
    }
    double share = (share(low(node), done) + share(high(node), done)) / 2;
    done.put(node, share);
    return share;
  }

  private void grow() {
    if (count >= mostNodes) {
      throw new TooComplexException(mostNodes);
    }
    nodes = Arrays.copyOf(nodes, nodes.length * 2);
    buckets = new int[buckets.length * 2];
    for (int node = 2; node < count; node++) {
      int at = node * STRIDE;
      int bucket = hash(nodes[at], nodes[at + 1], nodes[at + 2]) & (buckets.length - 1);
      nodes[at + 3] = buckets[bucket];
      buckets[bucket] = node;
    }
    if (cache.length < LARGEST_CACHE * STRIDE) {
      int[] old = cache;
      cache = new int[old.length * 2];
      Arrays.fill(cache, -1);
      for (int slot = 0; slot < old.length; slot += STRIDE) {
        if (old[slot] < 0) {
          continue;
        }
        int into =
            (mix(old[slot] * 0x9E3779B1 + old[slot + 1] * 0x85EBCA77) & (cache.length / STRIDE - 1))
                * STRIDE;
        System.arraycopy(old, slot, cache, into, STRIDE);
      }
    }
  }

  int variables() {
    return variables;
  }

  private static int hash(int level, int low, int high) {
    return mix(level * 0x27D4EB2F + low * 0x9E3779B1 + high * 0x85EBCA77);
  }

  private static int mix(int hash) {
    int h = hash;
    h ^= h >>> 15;
    h *= 0x2C1B3C6D;
    return h ^ h >>> 13;
  }
}
