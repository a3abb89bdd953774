import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A file as it goes over the wire. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  /** Absent for what is compressed already. */
  readonly zipped?: Buffer;
}

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page');
const require = createRequire(import.meta.url);

/**
 * Discord's own typeface may not be passed on; Noto Sans is the next in its list. The second has the sign ◐, and is
 * fetched only where it stands.
 */
const FONTS = {
  '/fonts/text.woff2': '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2',
  '/fonts/text-italic.woff2': '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-italic.woff2',
  '/fonts/signs.woff2': '@fontsource/noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2',
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

/** Everything the page is made of, by path. The script is put together anew at each start: it takes a moment. */
export async function pageAssets(): Promise<(path: string) => Asset | undefined> {
  const bundled = await build({
    entryPoints: [join(PAGE, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
    logLevel: 'error',
  });
  const assets = new Map<string, Asset>([
    ['/page.js', asset('js', Buffer.from(bundled.outputFiles[0]?.contents ?? []))],
    ['/', asset('html', readFileSync(join(PAGE, 'page.html')))],
    ['/page.css', asset('css', readFileSync(join(PAGE, 'page.css')))],
    ['/bot.svg', asset('svg', readFileSync(join(PAGE, 'bot.svg')))],
    ['/you.svg', asset('svg', readFileSync(join(PAGE, 'you.svg')))],
    ...Object.entries(FONTS).map(([path, file]): [string, Asset] => [
      path,
      { type: TYPES.woff2 ?? '', body: readFileSync(require.resolve(file)) },
    ]),
  ]);
  return (path) => assets.get(path) ?? emoji(path);
}

/** Discord shows emoji as these pictures. */
function emoji(path: string): Asset | undefined {
  const [, code] = /^\/emoji\/([0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,9})\.svg$/.exec(path) ?? [];
  if (code === undefined) return undefined;
  try {
    return asset('svg', readFileSync(require.resolve(`@discordapp/twemoji/dist/svg/${code}.svg`)));
  } catch {
    return undefined;
  }
}

function asset(kind: string, body: Buffer): Asset {
  return { type: TYPES[kind] ?? '', body, zipped: gzipSync(body) };
}
