import type { CompletionError, ShapeRequest } from '../core/shape-program.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { explainedBy } from './explained-by.ts';
import { Output } from './output.ts';
import { WrittenObjects } from './written-objects.ts';

/**
 * Writes a value that is not null. False when it has no text: it does not fit, or a null inside reached it; what may
 * have been written of it then is taken back by whoever asked.
 */
export type WriteValue = (value: unknown, writing: Writing) => boolean;

/** A field, or the items of its lists: where a value stands. */
export interface Position {
  readonly write: WriteValue;
  readonly nullable: boolean;
  /** `Type.field` */
  readonly coordinate: string;
  /** Of what a value there must be, as the message says it. */
  readonly expected: string;
}

interface Fault {
  readonly message: string;
  readonly isNull: boolean;
  /** From the inside out, because it is built on the way back. */
  readonly reversedPath: (string | number)[];
}

/** An answer of thousands of errors helps nobody; and only what has no errors is written once and reused. */
const maxFaults = 1000;

const nullText = Buffer.from('null');

/** The state of one `write`. */
export class Writing extends Output {
  readonly request: ShapeRequest;
  readonly written = new WrittenObjects();
  /** A plain property, because every field looks at it. */
  faultCount = 0;
  readonly #faults: Fault[] = [];

  constructor(request: ShapeRequest, memory: AnswerMemory, maxBytes: number) {
    super(memory, maxBytes);
    this.request = request;
    this.isEscapeFree = request.isEscapeFree === true;
  }

  /** Forgets what was written from `start` on. */
  takeBack(start: number): void {
    this.at = start;
    this.written.forgetFrom(start);
  }

  /**
   * Writes `null` for a value that has no text, in place of what was written of it from `start` on; false where null is
   * not allowed. `since`: how many faults there were before the value.
   */
  writeNull(position: Position, value: unknown, start: number, since: number): boolean {
    if (this.at !== start) this.takeBack(start);
    const isNull = value === null || value === undefined;
    if (isNull) {
      if (!position.nullable)
        this.#report(`Cannot return null for non-nullable field ${position.coordinate}.`, isNull);
    } else if (this.faultCount === since) {
      this.#report(`The value of ${position.coordinate} is not a valid ${position.expected}.`, isNull);
    }
    if (position.nullable) this.put(nullText);
    return position.nullable;
  }

  /** The faults that came up `since` are below `step`; gives the new count. */
  locate(since: number, step: string | number): number {
    for (let index = since; index < this.#faults.length; index++)
      this.#faults[index]?.reversedPath.push(step);
    return this.faultCount;
  }

  errors(): CompletionError[] {
    if (this.#faults.length === 0) return [];
    const isExplained = this.request.isExplained ? () => true : explainedBy(this.request.errors);
    return this.#faults
      .map(({ message, isNull, reversedPath }) => ({ message, isNull, path: reversedPath.reverse() }))
      .filter(({ isNull, path }) => !isNull || !isExplained(path))
      .map(({ message, path }) => ({ message, path, extensions: { code: 'RESPONSE_VALIDATION_FAILED' } }));
  }

  #report(message: string, isNull: boolean): void {
    if (this.faultCount === maxFaults) return;
    this.faultCount = this.#faults.push({ message, isNull, reversedPath: [] });
  }
}
