package dev.cometj.integration.packaging;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// What the norms of size and form ask of the sources, read by the compiler's own parser.
final class ParsedSources {
  private final List<Body> bodies = new ArrayList<>();
  private final List<String> openClasses = new ArrayList<>();
  private final List<String> typeNames = new ArrayList<>();
  private int classes;

  /// The body of a method or constructor.
  ///
  /// @param name `Class.method`
  /// @param lines the lines between its braces
  record Body(String name, long lines) {
    @Override
    public String toString() {
      return name + ": " + lines + " lines";
    }
  }

  private ParsedSources() {}

  static ParsedSources of(Collection<Path> files) {
    var parsed = new ParsedSources();
    if (files.isEmpty()) {
      return parsed;
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var fileManager = compiler.getStandardFileManager(null, null, null);
    var units = fileManager.getJavaFileObjectsFromPaths(files);
    var task = (JavacTask) compiler.getTask(null, fileManager, null, List.of(), null, units);
    try {
      var positions = Trees.instance(task).getSourcePositions();
      for (var unit : task.parse()) {
        parsed.scan(unit, positions);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  List<Body> bodies() {
    return bodies;
  }

  /// The number of classes and records.
  int classes() {
    return classes;
  }

  /// The classes that anybody may extend.
  List<String> openClasses() {
    return openClasses;
  }

  List<String> typeNames() {
    return typeNames;
  }

  private void scan(CompilationUnitTree unit, SourcePositions positions) {
    new TreeScanner<Void, String>() {
      @Override
      public Void visitClass(ClassTree type, String outer) {
        String name = type.getSimpleName().toString();
        if (!name.isEmpty()) {
          count(type, name);
        }
        return super.visitClass(type, name.isEmpty() ? outer : name);
      }

      @Override
      public Void visitMethod(MethodTree method, String outer) {
        if (method.getBody() != null) {
          long first = line(positions.getStartPosition(unit, method.getBody()));
          long last = line(positions.getEndPosition(unit, method.getBody()));
          bodies.add(new Body(outer + '.' + method.getName(), Math.max(0, last - first - 1)));
        }
        return super.visitMethod(method, outer);
      }

      private long line(long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
      }
    }.scan(unit, "");
  }

  private void count(ClassTree type, String name) {
    typeNames.add(name);
    if (type.getKind() == Tree.Kind.RECORD) {
      classes++;
    } else if (type.getKind() == Tree.Kind.CLASS) {
      classes++;
      var modifiers = type.getModifiers().getFlags();
      if (!modifiers.contains(Modifier.FINAL) && !modifiers.contains(Modifier.SEALED)) {
        openClasses.add(name);
      }
    }
  }
}
