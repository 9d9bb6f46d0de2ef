// Finds where sources reach past the Environment: clocks, timers and dice of the platform.
//
// An import is seen by dependency-cruiser, a global is not. What counts is a use of the platform's name: not a type, not a string, not a property
// of something else that is called so, not a variable of one's own. It is a check of habits; who wants to deceive it can.
import { join } from 'node:path';
import ts from 'typescript';

/** What is a clock, a timer or a die of the platform, by its path from the global object. */
const WORLD = new Set([
  ...['Date', 'performance', 'process.hrtime'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process.nextTick', 'AbortSignal.timeout'],
  ...['requestAnimationFrame', 'requestIdleCallback', 'scheduler'],
  ...['Math.random', 'crypto.getRandomValues', 'crypto.randomUUID'],
]);

/** Names by which libraries give randomness, whatever object they hang on. */
const DICE = /^(getRandomValues|random(Bytes|UUID|Int|Fill|FillSync|SecretKey|PrivateKey))$/;

/** Modules that are nothing but time. */
const TIME_MODULES = /^(node:)?(timers|timers\/promises|perf_hooks)$/;

/** Other names of the global object. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

/**
 * Every use of the outside world in these files.
 *
 * @param {string} root
 * @param {readonly string[]} files relative to the root
 * @returns {{ file: string; line: number; name: string }[]}
 */
export function usesOfOutsideWorld(root, files) {
  const paths = files.map((file) => join(root, file));
  // Neither libraries nor imports: a name that is then still unknown is the platform's.
  const program = ts.createProgram(paths, { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ESNext });
  const checker = program.getTypeChecker();
  return files.flatMap((file, i) => {
    const source = program.getSourceFile(paths[i]);
    return usesIn(source, checker).map(({ name, node }) => ({
      file,
      line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
      name,
    }));
  });
}

/** @returns {{ name: string; node: ts.Node }[]} */
function usesIn(source, checker) {
  const found = [];
  const report = (node, name) => found.push({ node, name });

  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      for (const [at, name] of importedWorld(node)) report(at, name);
      return;
    }
    if (isOnlyType(node)) return;
    if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const path = worldPath(node, checker);
      if (path !== undefined && WORLD.has(path.join('.'))) return report(node, path.join('.'));
      const member = memberName(node);
      if (member !== undefined && DICE.test(member)) return report(node, member);
    }
    if (isBinding(node)) {
      const base = worldPath(node.initializer, checker);
      if (base !== undefined) for (const [at, path] of boundPaths(node.name, base)) report(at, path);
    }
    children(node).forEach(visit);
  };
  visit(source);
  return found;
}

/** A variable or parameter that takes its value apart: `const { random } = Math`. */
function isBinding(node) {
  return (
    (ts.isVariableDeclaration(node) || ts.isParameter(node)) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer !== undefined
  );
}

function isOnlyType(node) {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) {
    return true;
  }
  // What a class extends is called an expression with type arguments, and is run.
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

/** What may hold a use: not names of properties. */
function children(node) {
  if (ts.isPropertyAccessExpression(node)) return [node.expression];
  if (ts.isBindingElement(node)) return [node.name, node.initializer].filter((child) => child !== undefined);
  if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return [];
  const all = [];
  ts.forEachChild(node, (child) => {
    all.push(child);
  });
  return all;
}

/** The path of an expression from the global object: `['crypto', 'subtle']` for `globalThis.crypto.subtle`; `undefined` if it begins elsewhere. */
function worldPath(node, checker) {
  const inner = unwrapped(node);
  if (ts.isIdentifier(inner)) {
    if (GLOBAL_OBJECTS.has(inner.text)) return [];
    return isPlatforms(inner, checker) ? [inner.text] : undefined;
  }
  const member = memberName(inner);
  if (member === undefined) return undefined;
  const base = worldPath(inner.expression, checker);
  return base === undefined ? undefined : [...base, member];
}

/** An expression without what types and parentheses put around it. */
function unwrapped(node) {
  const around =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return around ? unwrapped(node.expression) : node;
}

function memberName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

/** Whether nothing in the file declares the name; what is only declared to exist is the platform's too. */
function isPlatforms(identifier, checker) {
  const symbol = ts.isShorthandPropertyAssignment(identifier.parent)
    ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
    : checker.getSymbolAtLocation(identifier);
  return (symbol?.declarations ?? []).every(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0,
  );
}

/** What of the world a pattern takes out of a value at that path. */
function boundPaths(pattern, base) {
  return pattern.elements.flatMap((element) => {
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return [];
    const path = [...base, key.text];
    if (WORLD.has(path.join('.'))) return [[element, path.join('.')]];
    return ts.isObjectBindingPattern(element.name) ? boundPaths(element.name, path) : [];
  });
}

/** What an import or re-export takes from libraries that is time or chance. */
function importedWorld(node) {
  const specifier = node.moduleSpecifier?.text;
  if (specifier === undefined || specifier.startsWith('.') || specifier.startsWith('@status/')) return [];
  const clause = ts.isImportDeclaration(node) ? node.importClause : node.exportClause;
  if (clause?.isTypeOnly || node.isTypeOnly) return [];
  if (TIME_MODULES.test(specifier)) return [[node, specifier]];
  const named = ts.isImportDeclaration(node) ? clause?.namedBindings : clause;
  if (named === undefined || !('elements' in named)) return [];
  return named.elements
    .filter((element) => !element.isTypeOnly && DICE.test((element.propertyName ?? element.name).text))
    .map((element) => [element, `${(element.propertyName ?? element.name).text} of ${specifier}`]);
}
