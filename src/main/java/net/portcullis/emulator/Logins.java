package net.portcullis.emulator;

/** Who may log in to an emulated device. */
final class Logins {
  static final String USER = "admin";

  private Logins() {}

  static boolean accepted(EmulatedDevice device, String user, String password) {
    boolean refused =
        device
            .fault("login")
            .filter(fault -> {
              if (fault == Fault.Behaviour.WRONG_HOSTNAME) {
                device.pretendToBe("somebody-else");
              }
              return fault == Fault.Behaviour.REFUSE_LOGIN;
            })
            .isPresent();
    return !refused && user.equals(USER) && password.equals(device.secret());
  }
}
