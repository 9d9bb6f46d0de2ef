import type { KindResult } from '@status/conformance-tooling';
import type { Line } from './chat.ts';

/** Characters of a message that its row shows. */
const GLIMPSE = 48;

/** Failed cases of a kind that are spelt out. */
const SHOWN_FAILURES = 5;

/** Adds a row for a kind of vectors, under its file's name. */
export function showKind({ file, kind, passed, failures, skipped, reason }: KindResult, ms: number): void {
  const body = element('vectors');
  if (body.dataset['file'] !== file) {
    body.dataset['file'] = file;
    body.append(row(cell(file, { scope: 'rowgroup', span: 5 })));
  }
  const name = cell(kind, { scope: 'row' });
  if (reason !== undefined) name.append(note(reason));
  for (const { id, reason: difference } of failures.slice(0, SHOWN_FAILURES)) {
    name.append(note(`${id}: ${difference}`, 'bad'));
  }
  if (failures.length > SHOWN_FAILURES) name.append(note(`and ${failures.length - SHOWN_FAILURES} more`, 'bad'));
  body.append(
    row(
      name,
      numberCell(count(passed), passed > 0 ? 'good' : ''),
      numberCell(count(failures.length), failures.length > 0 ? 'bad' : ''),
      numberCell(count(skipped)),
      numberCell(`${Math.round(ms)} ms`),
    ),
  );
}

/** Adds a row for a message that arrived `ms` after the play began. */
export function showLine({ to, message }: Line, ms: number): void {
  const { text, protection, chatId } = message;
  const body = cell(text.length > GLIMPSE ? `${text.slice(0, GLIMPSE)}… (${text.length} characters)` : text);
  const how = cell(protection?.label ?? '');
  if (protection?.open === true) how.append(note(`#${chatId}`));
  element('chat').append(row(cell(to, { scope: 'row' }), body, how, numberCell(`${Math.round(ms)} ms`)));
}

export function showFault(text: string): void {
  const item = document.createElement('li');
  item.textContent = text;
  item.className = 'bad';
  element('faults').append(item);
}

/** How much is done, from 0 to 1. */
export function showProgress(share: number, what: string): void {
  (element('progress') as HTMLProgressElement).value = share;
  element('summary').textContent = what;
}

/** How a page ended. */
export interface Ending {
  readonly title: string;
  /** What people are told besides. */
  readonly note?: string;
  readonly isGood: boolean;
  /** For whoever drives the page. */
  readonly result: object;
}

/** The last word, as the title too. */
export function showEnd({ title, note = '', isGood, result }: Ending): void {
  showProgress(1, title + note);
  element('summary').className = isGood ? 'good' : 'bad';
  document.title = title;
  element('result').textContent = JSON.stringify(result);
}

function element(id: string): HTMLElement {
  return document.getElementById(id)!;
}

function row(...cells: HTMLElement[]): HTMLElement {
  const tr = document.createElement('tr');
  tr.append(...cells);
  return tr;
}

function cell(text: string, { scope, span }: { scope?: string; span?: number } = {}): HTMLTableCellElement {
  const td = document.createElement(scope === undefined ? 'td' : 'th');
  if (scope !== undefined) td.scope = scope;
  if (span !== undefined) td.colSpan = span;
  td.textContent = text;
  return td;
}

function numberCell(text: string, className = ''): HTMLElement {
  const td = cell(text);
  td.className = `number ${className}`;
  return td;
}

function note(text: string, className = ''): HTMLElement {
  const span = document.createElement('span');
  span.className = `note ${className}`;
  span.textContent = text;
  return span;
}

/** A number; a dash for zero, which is not worth a glance. */
function count(value: number): string {
  return value === 0 ? '–' : String(value);
}
