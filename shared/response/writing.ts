import type { CompletionError, ResponsePath, WriteRequest, WriteResult } from '../core/response-writer.ts';
import { explainedBy } from './explained-by.ts';
import { Output } from './output.ts';
import type { OutputMemory } from './output-memory.ts';
import { WrittenObjects } from './written-objects.ts';

/**
 * Writes a value that is not null. Returns false if it has no text: it is not valid, or a null inside was propagated to it.
 * The caller then removes the text that may have been written.
 */
export type WriteValue = (value: unknown, writing: Writing) => boolean;

/** The position of a value: a field, or the items of its lists. */
export interface Position {
  readonly write: WriteValue;
  readonly nullable: boolean;
  /** `Type.field` */
  readonly coordinate: string;
  /** The expected type, as the error message names it. */
  readonly expected: string;
}

interface Fault {
  readonly message: string;
  readonly isNull: boolean;
  /** Whether it is an allowed null at a position where data may be missing. */
  readonly isAllowed: boolean;
  /** From the innermost step outwards, because it is built while the calls return. */
  readonly reversedPath: (string | number)[];
}

/** Thousands of errors are of no use to a client, and only objects without errors are written once and reused. */
const maxFaults = 1000;

const nullText = Buffer.from('null');

/** The state of one `write`. */
export class Writing extends Output {
  readonly request: WriteRequest;
  readonly written = new WrittenObjects();
  /** A plain property, because every field reads it. */
  faultCount = 0;
  readonly #faults: Fault[] = [];
  readonly #findsPossible: boolean;

  constructor(request: WriteRequest, memory: OutputMemory, maxBytes: number) {
    super(memory, maxBytes);
    this.request = request;
    this.#findsPossible = request.possibleErrors !== undefined && request.possibleErrors.length > 0;
    this.isEscapeFree = request.isEscapeFree === true;
  }

  /** Removes the text from `start` on. */
  takeBack(start: number): void {
    this.at = start;
    this.written.forgetFrom(start);
  }

  /**
   * Writes `null` for a value that has no text, replacing the text from `start` on. Returns false if null is not allowed.
   * `since`: the number of faults before the value.
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

  /** Adds `step` to the paths of the faults that occurred `since`. Returns the new count. */
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

  /** Removes allowed nulls: data that is missing inside a null is no separate error. */
  forgetAllowed(since: number): void {
    if (this.faultCount === since) return;
    const remaining = this.#faults.slice(since).filter(({ isAllowed }) => !isAllowed);
    this.#faults.splice(since, this.#faults.length, ...remaining);
    this.faultCount = this.#faults.length;
  }

  #report(message: string, isNull: boolean, isAllowed = false): void {
    if (this.faultCount === maxFaults) return;
    this.faultCount = this.#faults.push({ message, isNull, isAllowed, reversedPath: [] });
  }
}
