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

/** Time in ms that one page may take. */
const PATIENCE = 120_000;

/** Files that nothing recomputes yet. */
const NOT_BUILT = ['discv4.json', 'enr.json'];

const executable = findChromium();
const absent = whatIsAbsent();
if (absent !== undefined) console.warn(`Skipped: ${absent}`);

function whatIsAbsent(): string | undefined {
  if (executable === undefined) return 'no Chromium; name one in CHROMIUM';
  if (!existsSync(`${DIST}index.html`)) return 'the page is not built; run turbo run build';
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
  async function visit(query: string): Promise<{ page: Page; title: string; result: PageResult; trouble: string[] }> {
    const page = await browser.newPage();
    const trouble: string[] = [];
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') trouble.push(`console: ${line.text()}`);
    });
    page.on('pageerror', (error) => trouble.push(`uncaught: ${error}`));
    page.on('requestfailed', (request) => trouble.push(`not loaded: ${request.url()}`));
    page.on('response', (response) => {
      if (!response.ok()) trouble.push(`${response.status()}: ${response.url()}`);
    });
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`${violatedDirective} forbids ${blockedURI}`),
      ),
    );
    await page.goto(`${server.origin}/${query}`);
    await page.locator('#result:not(:empty)').waitFor({ state: 'attached', timeout: PATIENCE });
    const result = JSON.parse((await page.locator('#result').textContent()) ?? '') as PageResult;
    return { page, title: await page.title(), result, trouble };
  }

  test.each([
    { engine: 'noble', policy: 'the strictest policy', query: '' },
    { engine: 'wasm', policy: 'a policy that allows WebAssembly', query: '?engine=wasm&policy=wasm' },
  ])(
    'passes every vector and holds a conversation on $engine, under $policy',
    async ({ engine, query }) => {
      const { page, title, result, trouble } = await visit(query);
      await keepPicture(page, engine);
      expect(trouble).toEqual([]);
      expect(result).toMatchObject({ engine, failed: 0, chat: { faults: [] } });
      expect(result.chat.messages).toBeGreaterThan(0);
      for (const [file, { passed }] of Object.entries(result.files)) {
        expect({ file, ran: passed > 0 }).toEqual({ file, ran: !NOT_BUILT.includes(file) });
      }
      expect(title).toBe(`passed ${result.passed}, failed 0`);
      expect(await page.evaluate(() => ['Buffer', 'process'].filter((name) => name in globalThis))).toEqual([]);
      await page.close();
    },
    PATIENCE,
  );

  test('is refused WebAssembly by the strictest policy', async () => {
    const { page, title, trouble } = await visit('?engine=wasm');
    expect(title).toMatch(/^stopped: .*WebAssembly/);
    expect(new Set(trouble)).toEqual(new Set(['console: script-src forbids wasm-eval']));
    await page.close();
  });
});

(absent === undefined ? describe : describe.skip)('the bundle', () => {
  const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));

  test.each(scripts)('%s makes no code from text', (path) => {
    const code = readFileSync(`${DIST}${path}`, 'utf8');
    expect(code).not.toMatch(/\beval\s*\(|\bnew\s+Function\b|(?<![\w.$])Function\s*\(/);
  });
});

/** Keeps a picture of a page where `SCREENSHOTS` says, for whoever wants to look at it. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
