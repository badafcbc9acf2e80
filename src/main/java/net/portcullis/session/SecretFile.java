package net.portcullis.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import net.portcullis.input.InvalidInputException;
import net.portcullis.inventory.SecretReference;

/** Reads a file that nobody but its owner, who must be this process's user, can read. */
final class SecretFile {
  private static final Set<PosixFilePermission> OWN =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private SecretFile() {}

  static byte[] read(SecretReference.File reference, int longest) {
    Path path = locate(reference);
    String shown = "'" + path + "'";
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              path,
              "unix:isRegularFile,isSymbolicLink,size,uid,permissions",
              LinkOption.NOFOLLOW_LINKS);
      if (Boolean.TRUE.equals(attributes.get("isSymbolicLink"))) {
        throw refused(reference, shown + " is a symbolic link.", "Name the file itself.");
      }
      if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
        throw refused(reference, shown + " is not a file.", "Name a file.");
      }
      Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!own.equals(attributes.get("uid"))) {
        throw refused(
            reference,
            shown + " belongs to another user.",
            "Own it: chown to the user that runs this.");
      }
      if (!(attributes.get("permissions") instanceof Set<?> permissions)
          || !OWN.containsAll(permissions)) {
        throw refused(
            reference, "Others than its owner may use " + shown + ".", "Run: chmod 600 " + path);
      }
      if (!(attributes.get("size") instanceof Long size) || size > longest) {
        throw refused(
            reference, shown + " is larger than " + longest + " bytes.", "Keep one secret in it.");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException missing) {
      throw refused(
          reference, "There is no secret file " + shown + ".", "Create it with mode 600.");
    } catch (IOException | UnsupportedOperationException unreadable) {
      throw refused(
          reference,
          shown + " cannot be read (" + unreadable.getClass().getSimpleName() + ").",
          "Check the file and the folders above it.");
    }
  }

  /** A relative path begins in the folder of the file that names it. */
  private static Path locate(SecretReference.File reference) {
    Path path = Path.of(reference.path());
    Path folder = Path.of(reference.place().file()).getParent();
    return path.isAbsolute() || folder == null ? path : folder.resolve(path).normalize();
  }

  private static InvalidInputException refused(
      SecretReference.File reference, String what, String remedy) {
    return new InvalidInputException(reference.place(), what, remedy);
  }
}
