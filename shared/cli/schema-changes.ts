import { existsSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { StartError } from '../index.ts';

/**
 * What apps in the field may not survive of a schema that takes the place of the one in the file, one line each: a value
 * of an enum that they do not know, a field that is gone. Nothing for a file that is not there.
 */
export function schemaChanges(path: string, sdl: string): string[] {
  if (!existsSync(path)) return [];
  const [before, now] = [read(path, readFileSync(path, 'utf8')), read(path, sdl)];
  return [
    ...findBreakingChanges(before, now).map(({ description }) => `${path}: breaks clients: ${description}`),
    ...findDangerousChanges(before, now).map(
      ({ description }) => `${path}: may surprise clients in the field: ${description}`,
    ),
  ];
}

function read(path: string, sdl: string): GraphQLSchema {
  try {
    return buildSchema(sdl, { assumeValidSDL: true, assumeValid: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new StartError({
      file: path,
      line: error.locations?.[0]?.line,
      message: `not a schema: ${error.message}`,
    });
  }
}
