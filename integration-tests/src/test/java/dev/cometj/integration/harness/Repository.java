package dev.cometj.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// The checked-out project: its Maven modules, read from the parent's `modules`, and what they have built.
public final class Repository {
  private static final Path ROOT = Path.of(required("cometj.root")).toAbsolutePath().normalize();
  private static final String VERSION = required("cometj.version");

  private Repository() {}

  /// One Maven module of the project.
  ///
  /// @param directory its folder, named as its artifact
  /// @param isPublished whether users get it
  /// @param packaging `jar`, or `pom` for the BOM
  public record MavenModule(Path directory, boolean isPublished, String packaging) {
    /// The artifact id, which is the name of the folder.
    public String artifactId() {
      return directory.getFileName().toString();
    }

    /// Whether it is a Java module that users get.
    public boolean isPublishedJar() {
      return isPublished && packaging.equals("jar");
    }

    /// Whether it is one of the reactors.
    public boolean isReactor() {
      return artifactId().startsWith("reactor-");
    }

    /// The jar it has built.
    public Path jar() {
      return directory.resolve("target").resolve(artifactId() + '-' + VERSION + ".jar");
    }

    /// Its own Java sources, without tests and without what a generator has written.
    public List<Path> sources() {
      return files(directory.resolve("src/main/java"), ".java");
    }

    @Override
    public String toString() {
      return artifactId();
    }
  }

  /// The folder of the checkout.
  public static Path root() {
    return ROOT;
  }

  /// All modules in the order of the parent's list.
  public static List<MavenModule> modules() {
    var names = xml(ROOT.resolve("pom.xml")).getElementsByTagName("module");
    return IntStream.range(0, names.getLength())
        .mapToObj(i -> ROOT.resolve(names.item(i).getTextContent().strip()))
        .map(Repository::module)
        .toList();
  }

  /// The modules that are Java modules for users.
  public static List<MavenModule> publishedJars() {
    return modules().stream().filter(MavenModule::isPublishedJar).toList();
  }

  /// The root element of an XML file.
  public static Element xml(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /// The texts of all elements of a name below another, whatever stands between.
  public static List<String> texts(Element below, String name) {
    var nodes = below.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }

  /// All files below a folder whose name ends so, sorted; none when the folder does not exist.
  public static List<Path> files(Path directory, String suffix) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MavenModule module(Path directory) {
    var pom = xml(directory.resolve("pom.xml"));
    boolean skipped = texts(pom, "maven.deploy.skip").contains("true");
    var packaging = texts(pom, "packaging");
    return new MavenModule(directory, !skipped, packaging.isEmpty() ? "jar" : packaging.getFirst());
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(
          "run these tests by Maven, which sets the system property " + property);
    }
    return value;
  }
}
