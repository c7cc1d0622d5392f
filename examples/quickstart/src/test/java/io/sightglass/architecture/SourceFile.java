// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One source file as the compiler parses it: its length, its methods, and what is public in it but
 * has no doc comment.
 */
record SourceFile(Path path, long lines, List<Method> methods, List<String> undocumented) {

  /** A method's name and how many lines it takes, first to last. */
  record Method(String name, long lines) {}

  /** Parses files; nothing is resolved, so no class path is needed. */
  static List<SourceFile> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var options = List.of("-proc:none");
      var units = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task = (JavacTask) compiler.getTask(null, manager, null, options, null, units);
      DocTrees trees = DocTrees.instance(task);
      List<SourceFile> parsed = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Scan scan = new Scan(unit, trees);
        scan.scan(unit, null);
        Path path = Path.of(unit.getSourceFile().toUri());
        long lines = Repository.read(path).lines().count();
        parsed.add(new SourceFile(path, lines, scan.methods, scan.undocumented));
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Scan extends TreePathScanner<Void, Void> {

    private final List<Method> methods = new ArrayList<>();
    private final List<String> undocumented = new ArrayList<>();
    private final CompilationUnitTree unit;
    private final DocTrees trees;

    Scan(CompilationUnitTree unit, DocTrees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (isVisible(getCurrentPath())) {
        needsDoc("type " + type.getSimpleName());
      }
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      if (trees.getSourcePositions().getEndPosition(unit, method) >= 0) {
        methods.add(new Method(owner() + "#" + method.getName(), lines(method)));
        if (isVisible(getCurrentPath()) && !isOverride(method)) {
          needsDoc("method " + owner() + "#" + method.getName());
        }
      }
      return super.visitMethod(method, unused);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      if (parent instanceof ClassTree type
          && type.getKind() != Tree.Kind.RECORD
          && isVisible(getCurrentPath())) {
        needsDoc("field " + owner() + "#" + variable.getName());
      }
      return super.visitVariable(variable, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree anonymous, Void unused) {
      return null; // what an anonymous class declares is nobody's interface
    }

    private void needsDoc(String what) {
      String doc = trees.getDocComment(getCurrentPath());
      if (doc == null || doc.isBlank()) {
        undocumented.add(what);
      }
    }

    private String owner() {
      Tree parent = getCurrentPath().getParentPath().getLeaf();
      return parent instanceof ClassTree type ? type.getSimpleName().toString() : "";
    }

    private long lines(Tree tree) {
      SourcePositions positions = trees.getSourcePositions();
      LineMap map = unit.getLineMap();
      return map.getLineNumber(positions.getEndPosition(unit, tree))
          - map.getLineNumber(positions.getStartPosition(unit, tree))
          + 1;
    }

    /** Whether it and everything around it is public or protected. */
    private static boolean isVisible(TreePath path) {
      for (TreePath at = path; at != null; at = at.getParentPath()) {
        Tree tree = at.getLeaf();
        if (tree instanceof ClassTree || tree instanceof MethodTree || at == path) {
          boolean inInterface =
              at.getParentPath().getLeaf() instanceof ClassTree around
                  && (around.getKind() == Tree.Kind.INTERFACE
                      || around.getKind() == Tree.Kind.ANNOTATION_TYPE);
          Set<Modifier> flags = modifiers(tree).getFlags();
          boolean visible =
              flags.contains(Modifier.PUBLIC)
                  || flags.contains(Modifier.PROTECTED)
                  || (inInterface && !flags.contains(Modifier.PRIVATE));
          if (!visible) {
            return false;
          }
        }
      }
      return true;
    }

    private static boolean isOverride(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
    }

    private static ModifiersTree modifiers(Tree tree) {
      if (tree instanceof ClassTree type) {
        return type.getModifiers();
      }
      if (tree instanceof MethodTree method) {
        return method.getModifiers();
      }
      return ((VariableTree) tree).getModifiers();
    }
  }
}
