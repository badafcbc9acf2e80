package net.portcullis.change;

import java.util.Arrays;

/** The states that were come to, numbered as they came. */
final class ModelIndex {
  private long[] states = new long[1024];
  private int size;

  /** Numbers from 1, so that 0 is an empty place. */
  private int[] table = new int[4096];

  int size() {
    return size;
  }

  ModelState at(int number) {
    return new ModelState(states[number]);
  }

  /** The state's number; the present size where it is new. */
  int add(long state) {
    int place = place(state);
    if (table[place] != 0) {
      return table[place] - 1;
    }
    if (size == states.length) {
      states = Arrays.copyOf(states, 2 * size);
    }
    states[size++] = state;
    table[place] = size;
    if (2 * size > table.length) {
      table = new int[4 * size];
      for (int i = 0; i < size; i++) {
        table[place(states[i])] = i + 1;
      }
    }
    return size - 1;
  }

  private int place(long state) {
    int place = (int) Long.remainderUnsigned((state * 0x9E3779B97F4A7C15L) >>> 8, table.length);
    while (table[place] != 0 && states[table[place] - 1] != state) {
      place = (place + 1) % table.length;
    }
    return place;
  }
}
