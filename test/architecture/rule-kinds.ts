import type { Import, Module, Project } from './project.ts';

/** The findings of one rule: one line each, beginning with the file. */
export type Check = (project: Project) => readonly string[];

/** A path, or a folder if it ends with `/`; `$1` is what the importer's pattern captured. */
export type Place = string;

export interface ImportLimits {
  /** The importers that the rule applies to. */
  readonly from: RegExp;
  /** All files of the project that they may import. */
  readonly files: readonly Place[];
  /** All packages that they may import; any if left out. */
  readonly packages?: readonly string[];
}

export function limitImports({ from, files, packages }: ImportLimits): Check {
  return onModules((module) => {
    const importer = from.exec(module.path);
    if (importer === null) return [];
    const allowed = files.map((place) => place.replace('$1', importer[1] ?? ''));
    return module.imports
      .filter((entry) =>
        entry.file === undefined
          ? packages?.includes(entry.package ?? '') === false
          : !allowed.some((place) => isAt(place, entry.file ?? '')),
      )
      .map((entry) => at(module, entry));
  });
}

/** `owners`: maps a package, or a scope if it ends with `/`, to the folders that may import it. */
export function limitPackages(within: Place, owners: Readonly<Record<string, readonly Place[]>>): Check {
  const rows = Object.entries(owners);
  return onModules((module) =>
    !isAt(within, module.path)
      ? []
      : module.imports
          .filter((entry) =>
            rows.some(
              ([name, folders]) =>
                isAt(name, entry.package ?? '') && !folders.some((folder) => isAt(folder, module.path)),
            ),
          )
          .map((entry) => at(module, entry)),
  );
}

/** Finds `pattern` (with the `g` flag) in one part of every hand-written file that `within` accepts. */
export function forbidText(
  part: 'code' | 'comments',
  pattern: RegExp,
  within: (path: string) => boolean = () => true,
): Check {
  return onModules((module) =>
    isGenerated(module.path) || !within(module.path)
      ? []
      : Array.from(
          module[part].matchAll(pattern),
          (match) => `${module.path}:${lineOf(module[part], match.index)}: ${match[0].trim()}`,
        ),
  );
}

export function onModules(check: (module: Module) => readonly string[]): Check {
  return ({ modules }) => [...modules.values()].flatMap(check);
}

/** Reports each cycle once, as the path that closes it. */
export const findCycles: Check = ({ modules }) => {
  const cycles: string[] = [];
  const done = new Set<string>();
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start !== -1) cycles.push([...trail.slice(start), path].join(' → '));
    if (start !== -1 || done.has(path)) return;
    for (const { file } of modules.get(path)?.imports ?? []) {
      if (file !== undefined) visit(file, [...trail, path]);
    }
    done.add(path);
  }
  for (const path of modules.keys()) visit(path, []);
  return cycles;
};

export function isAt(place: Place, path: string): boolean {
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}

export function isGenerated(path: string): boolean {
  return path.includes('/generated/');
}

function at(module: Module, entry: Import): string {
  return `${module.path}:${entry.line}: imports ${entry.specifier}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
