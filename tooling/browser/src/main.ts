import { playChat } from './chat.ts';
import { engineOf, useEngine } from './engine.ts';
import { type Counts, NOTHING, type PageResult, sum } from './result.ts';
import { runVectors, VECTOR_FILE_COUNT } from './vectors.ts';
import { showEnd, showFault, showKind, showLine, showProgress } from './view.ts';

/** Lets the browser draw what was shown. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function runPage(): Promise<void> {
  const engine = engineOf(new URL(location.href));
  await useEngine(engine);

  const files: Record<string, Counts> = {};
  let last = performance.now();
  for await (const result of runVectors()) {
    showKind(result, performance.now() - last);
    files[result.file] = sum([files[result.file] ?? NOTHING, { ...result, failed: result.failures.length }]);
    showProgress(Object.keys(files).length / (VECTOR_FILE_COUNT + 1), `Engine ${engine}: ${result.file} …`);
    await drawn();
    last = performance.now();
  }

  showProgress(VECTOR_FILE_COUNT / (VECTOR_FILE_COUNT + 1), `Engine ${engine}: Alice, Bob and Carol …`);
  const began = performance.now();
  const { messageIds, faults } = await playChat((line) => showLine(line, performance.now() - began));
  for (const fault of faults) showFault(fault);

  const play = { passed: faults.length === 0 ? 1 : 0, failed: faults.length === 0 ? 0 : 1, skipped: 0 };
  const total = sum([...Object.values(files), play]);
  const result: PageResult = { engine, ...total, files, chat: { messages: messageIds.length, faults } };
  showEnd({
    title: `passed ${total.passed}, failed ${total.failed}`,
    note: `, skipped ${total.skipped} – engine ${engine}, ${Math.round(performance.now() / 1_000)} s`,
    isGood: total.failed === 0,
    result,
  });
}

runPage().catch((error: unknown) => {
  const text = String(error);
  showEnd({ title: `stopped: ${text}`, isGood: false, result: { error: text } });
});
