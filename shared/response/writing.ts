import type { CompletionError, ResponsePath, WriteRequest, WriteResult } from '../core/response-writer.ts';
import { explainedBy } from './explained-by.ts';
import { Output } from './output.ts';
import type { OutputMemory } from './output-memory.ts';
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
  /** A null that is allowed, where data may be missing. */
  readonly isAllowed: boolean;
  /** From the inside out, because it is built on the way back. */
  readonly reversedPath: (string | number)[];
}

/** An answer of thousands of errors helps nobody; and only what has no errors is written once and reused. */
const maxFaults = 1000;

const nullText = Buffer.from('null');

/** The state of one `write`. */
export class Writing extends Output {
  readonly request: WriteRequest;
  readonly written = new WrittenObjects();
  /** A plain property, because every field looks at it. */
  faultCount = 0;
  readonly #faults: Fault[] = [];
  readonly #findsPossible: boolean;

  constructor(request: WriteRequest, memory: OutputMemory, maxBytes: number) {
    super(memory, maxBytes);
    this.request = request;
    this.#findsPossible = request.possibleErrors !== undefined && request.possibleErrors.length > 0;
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
    if (this.#findsPossible) this.forgetAllowed(since);
    const isNull = value === null || value === undefined;
    if (isNull) {
      if (!position.nullable)
        this.#report(`Cannot return null for non-nullable field ${position.coordinate}.`, isNull);
      else if (value === undefined && this.#findsPossible) this.#report('', isNull, true);
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

  result(): Pick<WriteResult, 'errors' | 'possibleErrors'> {
    if (this.#faults.length === 0) return { errors: [], possibleErrors: [] };
    const { isExplained: isKnown, errors, possibleErrors = [] } = this.request;
    const isExplained = isKnown ? () => true : explainedBy(errors);
    const byText = new Map(possibleErrors.map((path) => [JSON.stringify(path), path]));
    const found: ResponsePath[] = [];
    const unexplained: CompletionError[] = [];
    for (const { message, isNull, isAllowed, reversedPath } of this.#faults) {
      const path = reversedPath.reverse();
      if (isNull && isExplained(path)) continue;
      const known = isNull ? byText.get(JSON.stringify(path)) : undefined;
      if (known !== undefined) found.push(known);
      else if (!isAllowed)
        unexplained.push({ message, path, extensions: { code: 'RESPONSE_VALIDATION_FAILED' } });
    }
    return { errors: unexplained, possibleErrors: found };
  }

  /** What is missing inside of a null is no error of its own. */
  forgetAllowed(since: number): void {
    if (this.faultCount === since) return;
    const kept = this.#faults.slice(since).filter(({ isAllowed }) => !isAllowed);
    this.#faults.splice(since, this.#faults.length, ...kept);
    this.faultCount = this.#faults.length;
  }

  #report(message: string, isNull: boolean, isAllowed = false): void {
    if (this.faultCount === maxFaults) return;
    this.faultCount = this.#faults.push({ message, isNull, isAllowed, reversedPath: [] });
  }
}
