package net.portcullis.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes the copy of the jar that processes run. The launcher starts it after a build; nobody else
 * does.
 *
 * <p>The copy says the same in a form that starts sooner. The start-up cache takes no class of a
 * format older than Java 6, and the command-line parser's are: they get the format of Java 8, which
 * adds what the JVM's verifier wants to be told. Nothing is compressed, as what the cache does not
 * hold is read from the jar.
 */
final class RunCopy {
  private static final int FIRST_IN_CACHE = ClassFile.JAVA_6_VERSION;

  private RunCopy() {}

  /** Three arguments: the jar that was built, the copy, and a folder for native libraries. */
  public static void main(String[] arguments) throws IOException {
    storeLibrary(Path.of(arguments[2]));
    try (JarFile built = new JarFile(arguments[0]);
        JarOutputStream copy =
            new JarOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1]))))) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing((ClassDesc name) -> open(built, name))
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (JarEntry entry : Collections.list(built.entries())) {
        byte[] bytes;
        try (InputStream in = built.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        write(copy, entry, isOldClass(entry, bytes) ? renewed(format, bytes) : bytes);
      }
    }
  }

  /**
   * The store's driver would write its library to a file of its own at each start. Where it lies in
   * the jar only the driver knows, which nothing here is compiled against.
   */
  private static void storeLibrary(Path folder) throws IOException {
    String name;
    String inJar;
    try {
      Class<?> driver = Class.forName("org.sqlite.util.LibraryLoaderUtil");
      name = String.valueOf(driver.getMethod("getNativeLibName").invoke(null));
      inJar = String.valueOf(driver.getMethod("getNativeLibResourcePath").invoke(null));
    } catch (ReflectiveOperationException unknown) {
      System.err.println("The store's library stays in the jar: " + unknown);
      return;
    }
    try (InputStream in = RunCopy.class.getResourceAsStream(inJar + "/" + name)) {
      if (in != null) {
        Files.createDirectories(folder);
        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static @Nullable InputStream open(JarFile jar, ClassDesc name) {
    String descriptor = name.descriptorString();
    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A class file's major version stands in its bytes 6 and 7. */
  private static boolean isOldClass(JarEntry entry, byte[] bytes) {
    return entry.getName().endsWith(".class")
        && bytes.length > 7
        && ((bytes[6] & 0xFF) << 8 | (bytes[7] & 0xFF)) < FIRST_IN_CACHE;
  }

  private static byte[] renewed(ClassFile format, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
  }

  private static void write(JarOutputStream copy, JarEntry entry, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    JarEntry stored = new JarEntry(entry.getName());
    stored.setTime(entry.getTime());
    stored.setMethod(JarEntry.STORED);
    stored.setSize(bytes.length);
    stored.setCrc(sum.getValue());
    copy.putNextEntry(stored);
    copy.write(bytes);
    copy.closeEntry();
  }
}
