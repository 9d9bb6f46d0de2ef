// Finds limits on the public surface: constants that a package's index hands out.
//
// What users import they build on, so a limit in the index makes each of its changes a breaking one. Values that are not limits (the protections of a
// layer, paths of keys) are objects and stay; codes of errors are types.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

const SCREAMING = /^[A-Z][A-Z0-9_]+$/;

/**
 * The limits that an index exports, by the file that declares them.
 *
 * @param {string} index path of the file
 * @param {readonly string[]} allowed names of values that are no limits, though they look like them
 * @returns {{ file: string; names: string[] }[]}
 */
export function exportedLimits(index, allowed = []) {
  const modules = new Map();
  const byFile = new Map();
  for (const [name, origin] of exportsOf(index, modules)) {
    if (allowed.includes(name)) continue;
    if (
      basename(origin.file) === 'constants.ts' ||
      (SCREAMING.test(name) && isScalar(origin.value, origin.file, modules))
    ) {
      byFile.set(origin.file, [...(byFile.get(origin.file) ?? []), name]);
    }
  }
  return [...byFile].map(([file, names]) => ({ file, names }));
}

/**
 * The values that a file exports, its own and those that it passes on, each with where it is declared. Types are left out.
 *
 * @returns {Map<string, { file: string; value: ts.Expression | undefined }>}
 */
function exportsOf(file, modules) {
  const known = modules.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: new Map(), imports: new Map(), constants: new Map() };
  // Entered before it is filled, since modules may pass on one another's exports in a circle.
  modules.set(file, module);
  if (!existsSync(file)) return module.exports;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  for (const statement of source.statements) readDeclaration(statement, file, module);
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement) && !statement.isTypeOnly) readExport(statement, file, module, modules);
  }
  return module.exports;
}

function readDeclaration(statement, file, module) {
  if (ts.isImportDeclaration(statement) && isRelative(statement)) {
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return;
    for (const { name, propertyName } of bindings.elements) {
      module.imports.set(name.text, { from: neighbour(file, statement), name: (propertyName ?? name).text });
    }
  }
  if (!ts.isVariableStatement(statement)) return;
  const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  for (const declaration of statement.declarationList.declarations) {
    if (!ts.isIdentifier(declaration.name)) continue;
    module.constants.set(declaration.name.text, declaration.initializer);
    if (exported) module.exports.set(declaration.name.text, { file, value: declaration.initializer });
  }
}

function readExport(statement, file, module, modules) {
  const { exportClause } = statement;
  if (statement.moduleSpecifier !== undefined && !isRelative(statement)) return;
  const from = statement.moduleSpecifier === undefined ? undefined : neighbour(file, statement);
  if (exportClause === undefined) {
    for (const [name, origin] of exportsOf(from, modules)) module.exports.set(name, origin);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (basename(from) === 'constants.ts') module.exports.set(exportClause.name.text, { file: from, value: undefined });
  } else {
    for (const { isTypeOnly, name, propertyName } of exportClause.elements) {
      if (isTypeOnly) continue;
      const origin = originOf((propertyName ?? name).text, from, file, modules);
      if (origin !== undefined) module.exports.set(name.text, origin);
    }
  }
}

/** Where a name that is passed on is declared: behind `from`, or in the file itself, or where that imports it from. */
function originOf(name, from, file, modules) {
  if (from !== undefined) return exportsOf(from, modules).get(name);
  const { constants, imports } = modules.get(file);
  if (constants.has(name)) return { file, value: constants.get(name) };
  const imported = imports.get(name);
  return imported === undefined ? undefined : exportsOf(imported.from, modules).get(imported.name);
}

/** Whether an expression is a number, a text or a big integer, as far as its form tells. */
function isScalar(value, file, modules) {
  if (value === undefined) return false;
  if (ts.isNumericLiteral(value) || ts.isBigIntLiteral(value) || ts.isStringLiteralLike(value)) return true;
  if (ts.isTemplateExpression(value) || ts.isPrefixUnaryExpression(value) || ts.isBinaryExpression(value)) return true;
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) {
    return isScalar(value.expression, file, modules);
  }
  if (!ts.isIdentifier(value)) return false;
  const origin = originOf(value.text, undefined, file, modules);
  return (
    origin !== undefined && (basename(origin.file) === 'constants.ts' || isScalar(origin.value, origin.file, modules))
  );
}

function isRelative(statement) {
  return statement.moduleSpecifier?.text.startsWith('.') === true;
}

function neighbour(file, statement) {
  return join(dirname(file), statement.moduleSpecifier.text);
}
