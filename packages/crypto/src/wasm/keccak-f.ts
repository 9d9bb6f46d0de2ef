/**
 * The permutation Keccak-f[1600] (FIPS 202 §3.2–3.3) as WebAssembly, which has the 64-bit words that JavaScript lacks. The module is
 * put together here from the specification's own terms, so that there is no blob to trust.
 */

/** Bytes of a state: 25 lanes of 64 bits, little-endian. */
export const STATE_LENGTH = 200;

/** A state and what permutes it in place. */
export interface KeccakF {
  /** 200 bytes of the module's memory. */
  readonly state: Uint8Array;
  permute(): void;
}

/** Compiles the permutation. Rejects with the platform's error where WebAssembly is not allowed. */
export async function loadKeccakF(): Promise<KeccakF> {
  const { instance } = await WebAssembly.instantiate(assemble());
  const { memory, permute } = instance.exports as { memory: WebAssembly.Memory; permute: () => void };
  return { state: new Uint8Array(memory.buffer, 0, STATE_LENGTH), permute };
}

const ROUNDS = 24;

/** Rounds in the body of the loop: two were faster than one or four. */
const ROUNDS_PER_TURN = 2;

/** Where the round constants lie in memory: behind the state. */
const CONSTANTS_AT = STATE_LENGTH;
const CONSTANTS_END: number = CONSTANTS_AT + 8 * ROUNDS;

/** Codes of the WebAssembly binary format (WebAssembly core specification §5). */
const CODE = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load: 0x29,
  store: 0x37,
} as const;
const I32 = { type: 0x7f, constant: 0x41, less: 0x48, add: 0x6a } as const;
const I64 = { type: 0x7e, constant: 0x42, and: 0x83, xor: 0x85, rotate: 0x89 } as const;
const SECTION = { type: 1, function: 3, memory: 5, export: 7, code: 10, data: 11 } as const;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;
const FUNCTION_TYPE = 0x60;
const NO_RESULT = 0x40;
const ALIGNED_TO_8 = 3;

type Code = readonly number[];

/** Local variables: the lanes before and after ρ and π, parities of columns, what θ adds to them, and where the next constant is. */
const lane = (x: number, y: number): number => x + 5 * y;
const moved = (x: number, y: number): number => 25 + lane(x, y);
const parity = (x: number): number => 50 + (x % 5);
const effect = (x: number): number => 55 + x;
const LANES = 60;
const NEXT_CONSTANT = 60;

const FIVE = [0, 1, 2, 3, 4] as const;

const get = (local: number): Code => [CODE.get, ...unsigned(local)];
const set = (local: number): Code => [CODE.set, ...unsigned(local)];
const i32 = (value: number): Code => [I32.constant, ...signed(value)];
const rotate = (bits: number): Code => [I64.constant, ...signed(bits), I64.rotate];
const memoryArgument = (offset: number): Code => [ALIGNED_TO_8, ...unsigned(offset)];

/** θ, ρ, π, χ and ι of one round; the address of its constant is `offset` behind that in `NEXT_CONSTANT`. */
function round(offset: number): Code {
  const rotations = rotationOffsets();
  const theta = [
    ...FIVE.flatMap((x) => [
      ...get(lane(x, 0)),
      ...[1, 2, 3, 4].flatMap((y) => [...get(lane(x, y)), I64.xor]),
      ...set(parity(x)),
    ]),
    ...FIVE.flatMap((x) => [...get(parity(x + 1)), ...rotate(1), ...get(parity(x + 4)), I64.xor, ...set(effect(x))]),
  ];
  const rhoAndPi = FIVE.flatMap((y) =>
    FIVE.flatMap((x) => [
      ...get(lane(x, y)),
      ...get(effect(x)),
      I64.xor,
      ...rotate(rotations[lane(x, y)]!),
      ...set(moved(y, (2 * x + 3 * y) % 5)),
    ]),
  );
  const chi = FIVE.flatMap((y) =>
    FIVE.flatMap((x) => [
      ...get(moved(x, y)),
      ...get(moved((x + 1) % 5, y)),
      I64.constant,
      ...signed(-1),
      I64.xor,
      ...get(moved((x + 2) % 5, y)),
      I64.and,
      I64.xor,
      ...set(lane(x, y)),
    ]),
  );
  const first = lane(0, 0);
  const iota = [...get(first), ...get(NEXT_CONSTANT), CODE.load, ...memoryArgument(offset), I64.xor, ...set(first)];
  return [...theta, ...rhoAndPi, ...chi, ...iota];
}

/** How far ρ rotates each lane (FIPS 202 §3.2.2). */
function rotationOffsets(): readonly number[] {
  const offsets = new Array<number>(25).fill(0);
  for (let t = 0, x = 1, y = 0; t < 24; t++) {
    offsets[lane(x, y)] = (((t + 1) * (t + 2)) / 2) % 64;
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
  return offsets;
}

/** What ι adds in each round: bits 2ʲ − 1 out of a shift register of 8 bits (FIPS 202 §3.2.5). */
function roundConstants(): Code {
  const bytes = new Uint8Array(8 * ROUNDS);
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let j = 0; j <= 6; j++) {
      const bit = 2 ** j - 1;
      if ((register & 1) !== 0) bytes[8 * round + (bit >> 3)]! |= 1 << (bit & 7);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
  }
  return [...bytes];
}

function assemble(): Uint8Array<ArrayBuffer> {
  const all = Array.from({ length: 25 }, (_, i) => i);
  const body = [
    ...all.flatMap((i) => [...i32(0), CODE.load, ...memoryArgument(8 * i), ...set(i)]),
    ...i32(CONSTANTS_AT),
    ...set(NEXT_CONSTANT),
    CODE.loop,
    NO_RESULT,
    ...Array.from({ length: ROUNDS_PER_TURN }, (_, i) => round(8 * i)).flat(),
    ...get(NEXT_CONSTANT),
    ...i32(8 * ROUNDS_PER_TURN),
    I32.add,
    CODE.tee,
    ...unsigned(NEXT_CONSTANT),
    ...i32(CONSTANTS_END),
    I32.less,
    CODE.branchIf,
    0,
    CODE.end,
    ...all.flatMap((i) => [...i32(0), ...get(i), CODE.store, ...memoryArgument(8 * i)]),
    CODE.end,
  ];
  const locals = [2, ...unsigned(LANES), I64.type, 1, I32.type];
  return Uint8Array.from([
    ...HEADER,
    ...section(SECTION.type, [1, FUNCTION_TYPE, 0, 0]),
    ...section(SECTION.function, [1, 0]),
    ...section(SECTION.memory, [1, 0, 1]),
    ...section(SECTION.export, [2, ...text('memory'), 2, 0, ...text('permute'), 0, 0]),
    ...section(SECTION.code, [1, ...vector([...locals, ...body])]),
    ...section(SECTION.data, [1, 0, ...i32(CONSTANTS_AT), CODE.end, ...vector(roundConstants())]),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...vector(content)];
}

function vector(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function text(ascii: string): Code {
  return vector([...ascii].map((character) => character.charCodeAt(0)));
}

/** LEB128, as the format writes integers. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
