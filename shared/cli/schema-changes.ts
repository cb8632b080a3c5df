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
 * Returns one line for each change from the schema in the file that can break released apps, e.g. an unknown enum value
 * or a removed field. Returns none if the file does not exist.
 */
export function schemaChanges(path: string, sdl: string): string[] {
  if (!existsSync(path)) return [];
  const [before, now] = [read(path, readFileSync(path, 'utf8')), read(path, sdl)];
  return [
    ...findBreakingChanges(before, now).map(({ description }) => `${path}: breaks clients: ${description}`),
    ...findDangerousChanges(before, now).map(
      ({ description }) => `${path}: may break released clients: ${description}`,
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
