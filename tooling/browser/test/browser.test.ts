import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { PageResult } from '../src/result.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { type StaticServer, startStaticServer } from './static-server.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** Everything from the page's own origin, no inline code, no code from text. */
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data: 'self'";
const WITH_WASM = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

/** The 64-bit integers of the protobuf runtime (`long`) try WebAssembly as they load, and do without where it is refused. */
const LONG_PROBE = 'script-src: wasm-eval';

/** Time in ms that one page may take. */
const PATIENCE = 120_000;

/** Files that nothing recomputes yet. */
const NOT_BUILT = ['discv4.json', 'enr.json'];

const executable = findChromium();
const absent = whatIsAbsent();
// Jest shows nothing of what a file that is skipped as a whole writes to the console.
if (absent !== undefined) process.stderr.write(`tooling/browser: skipped: ${absent}\n`);

function whatIsAbsent(): string | undefined {
  if (executable === undefined) return 'no Chromium; name one in CHROMIUM';
  if (!existsSync(`${DIST}index.html`)) return 'the page is not built';
  return undefined;
}

(absent === undefined ? describe : describe.skip)('the page', () => {
  let server: StaticServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startStaticServer(DIST, ({ searchParams }) =>
      searchParams.get('policy') === 'wasm' ? WITH_WASM : STRICT,
    );
    browser = await launchChromium(executable!);
  }, PATIENCE);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page, waits until it says that it is done, and hands over what it said and what went wrong around it. */
  async function visit(query: string): Promise<Visit> {
    const page = await browser.newPage();
    const refused: string[] = [];
    const trouble: string[] = [];
    await page.exposeFunction('onRefusal', (what: string) => refused.push(what));
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        (globalThis as unknown as { onRefusal(what: string): void }).onRefusal(`${violatedDirective}: ${blockedURI}`),
      ),
    );
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') trouble.push(`console: ${line.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`uncaught: ${error}`));
    page.on('requestfailed', (request) => trouble.push(`not loaded: ${request.url()}`));
    page.on('response', (response) => {
      if (!response.ok()) trouble.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(`${server.origin}/${query}`);
    await page.locator('#result:not(:empty)').waitFor({ state: 'attached', timeout: PATIENCE });
    const result = JSON.parse((await page.locator('#result').textContent()) ?? '') as PageResult;
    return { page, title: await page.title(), result, refused, trouble };
  }

  test.each([
    { engine: 'noble', policy: 'the strictest policy', query: '', refused: [LONG_PROBE] },
    { engine: 'wasm', policy: 'a policy with WebAssembly', query: '?engine=wasm&policy=wasm', refused: [] },
  ])(
    'passes every vector and holds a conversation on $engine, under $policy',
    async ({ engine, query, refused }) => {
      const seen = await visit(query);
      await keepPicture(seen.page, engine);
      expect(seen.trouble).toEqual([]);
      expect(seen.refused).toEqual(refused);
      expect(seen.result).toMatchObject({ engine, failed: 0, chat: { faults: [] } });
      expect(seen.result.chat.messages).toBeGreaterThan(0);
      for (const [file, { passed }] of Object.entries(seen.result.files)) {
        expect({ file, ran: passed > 0 }).toEqual({ file, ran: !NOT_BUILT.includes(file) });
      }
      expect(seen.title).toBe(`passed ${seen.result.passed}, failed 0`);
      expect(await seen.page.evaluate(() => ['Buffer', 'process'].filter((name) => name in globalThis))).toEqual([]);
      await seen.page.close();
    },
    PATIENCE,
  );

  test('says so where the policy refuses WebAssembly', async () => {
    const { page, title, refused } = await visit('?engine=wasm');
    expect(title).toMatch(/^stopped: .*WebAssembly/);
    expect(refused.length).toBeGreaterThan([LONG_PROBE].length);
    await page.close();
  });

  test('makes no code from text', () => {
    const scripts = readdirSync(`${DIST}assets`).filter((name) => name.endsWith('.js'));
    expect(scripts).not.toHaveLength(0);
    const makers = scripts.filter((name) =>
      /\beval\s*\(|\bnew\s+Function\b|(?<![\w.$])Function\s*\(/.test(readFileSync(`${DIST}assets/${name}`, 'utf8')),
    );
    expect(makers).toEqual([]);
  });
});

interface Visit {
  readonly page: Page;
  readonly title: string;
  readonly result: PageResult;
  /** What the policy refused, as `<directive>: <what>`. */
  readonly refused: readonly string[];
  /** Errors and warnings on the console, exceptions that nobody caught, and files that did not come. */
  readonly trouble: readonly string[];
}

/** Keeps a picture of a page where `SCREENSHOTS` says, for whoever wants to look at it. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
