import { parse } from 'yaml';
import { z } from 'zod';

/** One service of docker-compose.yml. */
export interface Service {
  readonly environment: Readonly<Record<string, string>>;
  /** `host address:host port:container port`. */
  readonly ports: readonly string[];
}

/** One `${env.NAME}` or `${env.NAME:-fallback}` of a settings file. */
export interface SettingsVariable {
  readonly name: string;
  readonly fallback: string | undefined;
}

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      environment: z.record(z.string(), z.coerce.string()).default({}),
      ports: z.array(z.string()).default([]),
    }),
  ),
});

/** Variables that the image itself reads, in addition to the settings. */
const imageVariables = ['CLIENT', 'HEALTH_PORT'];

export function readServices(compose: string): Readonly<Record<string, Service>> {
  return composeFile.parse(parse(compose, { merge: true })).services;
}

export function readVariables(settings: string): SettingsVariable[] {
  return Array.from(
    settings.matchAll(/\$\{env\.(\w+)(?::-([^}]*))?\}/g),
    ([, name = '', fallback]): SettingsVariable => ({ name, fallback }),
  );
}

/**
 * Mismatches between a client's service and the variables that its settings read. An address of this machine becomes
 * the same port of the estate.
 */
export function compareWithSettings(service: Service, variables: readonly SettingsVariable[]): string[] {
  const { environment } = service;
  const unset = variables
    .filter(({ name, fallback }) => fallback === undefined && environment[name] === undefined)
    .map(({ name }) => `${name} has neither a value nor a default`);
  const moved = variables.flatMap(({ name, fallback }) => {
    const address = fallback?.startsWith('http://127.0.0.1:')
      ? fallback.replace('127.0.0.1', 'estate')
      : undefined;
    return address === undefined || environment[name] === address ? [] : [`${name} is not ${address}`];
  });
  const known = new Set([...imageVariables, ...variables.map(({ name }) => name)]);
  const unread = Object.keys(environment)
    .filter((name) => !known.has(name))
    .map((name) => `${name} is read by no setting`);
  return [...unset, ...moved, ...unread];
}

/** The one port on which a client listens, is published and has its health check; undefined if they differ. */
export function agreedPort({ environment, ports }: Service): string | undefined {
  const port = environment['HEALTH_PORT'];
  return ports.length === 1 && ports[0] === `127.0.0.1:${port}:${port}` ? port : undefined;
}
