package net.portcullis.emulator.trial;

/**
 * What a check saw where nothing failed.
 *
 * @param tried false where the profile or the device has nothing to try
 */
record Seen(boolean tried, String detail) {

  static Seen ok(String detail) {
    return new Seen(true, detail);
  }

  static Seen notTried(String why) {
    return new Seen(false, why);
  }
}
