import { KECCAK256_RATE } from '../constants.ts';
import { type Sponge, STATE_LENGTH } from '../sponge.ts';

/**
 * The permutation Keccak-f[1600] (FIPS 202 §3.2–3.3) as WebAssembly, which has the 64-bit words that JavaScript lacks. The module is
 * put together here from the specification's own terms, so that there is no blob to trust.
 */

/** Compiles a sponge for Keccak-256. Rejects with the platform's error where WebAssembly is not allowed. */
export async function loadWasmSponge(): Promise<Sponge> {
  const { instance } = await WebAssembly.instantiate(assemble());
  const { memory, absorb } = instance.exports as { memory: WebAssembly.Memory; absorb: (end: number) => void };
  return {
    state: new Uint8Array(memory.buffer, 0, STATE_LENGTH),
    input: new Uint8Array(memory.buffer, INPUT_AT, INPUT_LENGTH),
    absorb: (blocks) => absorb(INPUT_AT + blocks * KECCAK256_RATE),
  };
}

const ROUNDS = 24;

/** Rounds in the body of the loop: two were faster than one or four. */
const ROUNDS_PER_TURN = 2;

/** Where the round constants lie in memory: behind the state. */
const CONSTANTS_AT = STATE_LENGTH;
const CONSTANTS_END: number = CONSTANTS_AT + 8 * ROUNDS;

/** Where blocks to be absorbed are written: behind the constants, to the end of the one page. */
const INPUT_AT: number = CONSTANTS_END;
const INPUT_LENGTH: number = Math.floor((0x1_0000 - INPUT_AT) / KECCAK256_RATE) * KECCAK256_RATE;

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

/**
 * Local variables: where the input ends (the parameter), the lanes before and after ρ and π, parities of columns, what θ adds to them, where
 * the next block and the next constant are.
 */
const INPUT_END = 0;
const FIRST_LANE = 1;
const place = (x: number, y: number): number => x + 5 * y;
const lane = (x: number, y: number): number => FIRST_LANE + place(x, y);
const moved = (x: number, y: number): number => 26 + place(x, y);
const parity = (x: number): number => 51 + (x % 5);
const effect = (x: number): number => 56 + x;
const LANES = 60;
const NEXT_BLOCK = 61;
const NEXT_CONSTANT = 62;
const ADDRESSES = 2;

const FIVE = [0, 1, 2, 3, 4] as const;

const get = (local: number): Code => [CODE.get, ...unsigned(local)];
const set = (local: number): Code => [CODE.set, ...unsigned(local)];
const i32 = (value: number): Code => [I32.constant, ...signed(value)];
const rotate = (bits: number): Code => [I64.constant, ...signed(bits), I64.rotate];
const load = (offset: number): Code => [CODE.load, ALIGNED_TO_8, ...unsigned(offset)];
const store = (offset: number): Code => [CODE.store, ALIGNED_TO_8, ...unsigned(offset)];

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
      ...rotate(rotations[place(x, y)]!),
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
  const iota = [...get(first), ...get(NEXT_CONSTANT), ...load(offset), I64.xor, ...set(first)];
  return [...theta, ...rhoAndPi, ...chi, ...iota];
}

/** How far ρ rotates each lane (FIPS 202 §3.2.2). */
function rotationOffsets(): readonly number[] {
  const offsets = new Array<number>(25).fill(0);
  for (let t = 0, x = 1, y = 0; t < 24; t++) {
    offsets[place(x, y)] = (((t + 1) * (t + 2)) / 2) % 64;
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
  const lanes = Array.from({ length: STATE_LENGTH / 8 }, (_, i) => i);
  const local = (i: number): number => FIRST_LANE + i;
  const rounds = loop([
    ...Array.from({ length: ROUNDS_PER_TURN }, (_, i) => round(8 * i)).flat(),
    ...advance(NEXT_CONSTANT, 8 * ROUNDS_PER_TURN),
    ...i32(CONSTANTS_END),
  ]);
  const blocks = loop([
    ...lanes
      .slice(0, KECCAK256_RATE / 8)
      .flatMap((i) => [...get(local(i)), ...get(NEXT_BLOCK), ...load(8 * i), I64.xor, ...set(local(i))]),
    ...i32(CONSTANTS_AT),
    ...set(NEXT_CONSTANT),
    ...rounds,
    ...advance(NEXT_BLOCK, KECCAK256_RATE),
    ...get(INPUT_END),
  ]);
  const body = [
    ...lanes.flatMap((i) => [...i32(0), ...load(8 * i), ...set(local(i))]),
    ...i32(INPUT_AT),
    ...set(NEXT_BLOCK),
    ...blocks,
    ...lanes.flatMap((i) => [...i32(0), ...get(local(i)), ...store(8 * i)]),
    CODE.end,
  ];
  const locals = [2, ...unsigned(LANES), I64.type, ADDRESSES, I32.type];
  return Uint8Array.from([
    ...HEADER,
    ...section(SECTION.type, [1, FUNCTION_TYPE, 1, I32.type, 0]),
    ...section(SECTION.function, [1, 0]),
    ...section(SECTION.memory, [1, 0, 1]),
    ...section(SECTION.export, [2, ...text('memory'), 2, 0, ...text('absorb'), 0, 0]),
    ...section(SECTION.code, [1, ...vector([...locals, ...body])]),
    ...section(SECTION.data, [1, 0, ...i32(CONSTANTS_AT), CODE.end, ...vector(roundConstants())]),
  ]);
}

/** Repeats code that leaves two numbers behind, as long as the first is less than the second. */
function loop(code: Code): Code {
  return [CODE.loop, NO_RESULT, ...code, I32.less, CODE.branchIf, 0, CODE.end];
}

/** Adds to an address and leaves the sum behind. */
function advance(local: number, bytes: number): Code {
  return [...get(local), ...i32(bytes), I32.add, CODE.tee, ...unsigned(local)];
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
