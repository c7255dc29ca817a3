package dev.cometj.integration.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ExceptionsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the classes of a jar mention, read from their class files.
final class ClassReferences {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");
  private static final Pattern INTERNAL_NAME = Pattern.compile("[\\w$]+(/[\\w$]+)+");

  private final ModuleDescriptor descriptor;
  private final List<ClassModel> classes;

  private ClassReferences(ModuleDescriptor descriptor, List<ClassModel> classes) {
    this.descriptor = descriptor;
    this.classes = classes;
  }

  static ClassReferences of(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      var classes =
          file.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .filter(entry -> !entry.getName().endsWith("module-info.class"))
              .map(entry -> {
                try (var in = file.getInputStream(entry)) {
                  return ClassFile.of().parse(in.readAllBytes());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
              .toList();
      var descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
      return new ClassReferences(descriptor, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ModuleDescriptor descriptor() {
    return descriptor;
  }

  /// The dotted names of all types that any class of the jar mentions: in code, signatures or annotations.
  Set<String> mentioned() {
    var names = new TreeSet<String>();
    for (var model : classes) {
      for (var entry : model.constantPool()) {
        switch (entry) {
          case ClassEntry type -> addType(type.asInternalName(), names);
          case Utf8Entry text -> addTypesOfDescriptor(text.stringValue(), names);
          default -> {}
        }
      }
    }
    return names;
  }

  /// The dotted names of all types in what the exported packages show to everybody: supertypes, record
  /// components, and the fields and methods that are public or protected, generics and throws included.
  Set<String> exposed() {
    var exported =
        descriptor.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    var names = new TreeSet<String>();
    for (var model : classes) {
      String name = dotted(model.thisClass().asInternalName());
      boolean inExport = exported.contains(name.substring(0, name.lastIndexOf('.')));
      if (inExport && model.flags().has(AccessFlag.PUBLIC)) {
        addHeader(model, names);
        addMembers(model, names);
      }
    }
    return names;
  }

  /// The number of abstract methods that each exported interface declares itself.
  Map<String, Long> abstractMethodsOfExportedInterfaces() {
    var exported =
        descriptor.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    return classes.stream()
        .filter(model -> model.flags().has(AccessFlag.INTERFACE))
        .filter(model -> model.flags().has(AccessFlag.PUBLIC))
        .filter(model -> !model.flags().has(AccessFlag.ANNOTATION))
        .filter(model -> exported.contains(packageOf(model)))
        .collect(
            Collectors.toMap(
                model -> dotted(model.thisClass().asInternalName()),
                model ->
                    model.methods().stream()
                        .filter(method -> method.flags().has(AccessFlag.ABSTRACT))
                        .count()));
  }

  private static String packageOf(ClassModel model) {
    String name = dotted(model.thisClass().asInternalName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static void addHeader(ClassModel model, Set<String> names) {
    model.superclass().ifPresent(type -> addType(type.asInternalName(), names));
    model.interfaces().forEach(type -> addType(type.asInternalName(), names));
    model
        .findAttribute(Attributes.signature())
        .ifPresent(a -> addTypesOfDescriptor(a.signature().stringValue(), names));
  }

  private static void addMembers(ClassModel model, Set<String> names) {
    for (var field : model.fields()) {
      if (isVisible(field.flags().flags())) {
        addTypesOfDescriptor(field.fieldType().stringValue(), names);
        field
            .findAttribute(Attributes.signature())
            .ifPresent(a -> addTypesOfDescriptor(a.signature().stringValue(), names));
      }
    }
    for (var method : model.methods()) {
      if (isVisible(method.flags().flags())) {
        addTypesOfDescriptor(method.methodType().stringValue(), names);
        method
            .findAttribute(Attributes.signature())
            .ifPresent(a -> addTypesOfDescriptor(a.signature().stringValue(), names));
        method.findAttribute(Attributes.exceptions()).stream()
            .map(ExceptionsAttribute::exceptions)
            .flatMap(List::stream)
            .forEach(type -> addType(type.asInternalName(), names));
      }
    }
  }

  private static boolean isVisible(Set<AccessFlag> flags) {
    return (flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED))
        && !flags.contains(AccessFlag.SYNTHETIC);
  }

  private static void addType(String internalName, Set<String> names) {
    if (internalName.startsWith("[")) {
      addTypesOfDescriptor(internalName, names);
    } else if (INTERNAL_NAME.matcher(internalName).matches()) {
      names.add(dotted(internalName));
    }
  }

  private static void addTypesOfDescriptor(String text, Set<String> names) {
    IN_DESCRIPTOR.matcher(text).results().forEach(match -> addType(match.group(1), names));
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
