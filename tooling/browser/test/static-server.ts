import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

export interface StaticServer {
  /** Where it listens, such as `http://127.0.0.1:40001`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the files of a folder on loopback, every answer under a Content-Security-Policy. */
export async function startStaticServer(folder: string, policyOf: (address: URL) => string): Promise<StaticServer> {
  const server = createServer(async ({ url }, response) => {
    const address = new URL(url ?? '/', 'http://localhost');
    const path = address.pathname === '/' ? '/index.html' : address.pathname;
    const bytes = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': policyOf(address),
      'x-content-type-options': 'nosniff',
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
