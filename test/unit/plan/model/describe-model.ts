import { type ArgumentNode, print } from 'graphql';
import type {
  FieldSet,
  SubgraphField,
  SupergraphModel,
} from '../../../../shared/plan/model/supergraph-model.ts';

/** A type of a model: a line for each subgraph, with its keys, its object types if it is abstract, and its fields. */
export function describeType({ types }: SupergraphModel, name: string): string[] {
  return [...(types.get(name)?.parts.values() ?? [])].map((part) => {
    const keys = part.keys.map(
      ({ fields, isResolvable }) => `key ${fieldSetText(fields)}${isResolvable ? '' : ' unresolvable'}`,
    );
    const kind = part.isInterfaceObject ? ['interface object'] : [];
    const members = part.isAbstract ? [`of ${[...part.objectTypes].join(' ')}`] : [];
    const fields = [...part.fields.values()].map(fieldText);
    return `${part.subgraph}: ${[...kind, ...members, ...keys, ...fields].join(', ')}`;
  });
}

function fieldText(field: SubgraphField): string {
  const { name, isExternal, requires, provides, override, contextArguments } = field;
  const contexts = contextArguments.map(
    ({ name: argument, type, from, selection }) =>
      `${argument}: ${type} from ${[...from].join(' ')} ${fieldSetText(selection)}`,
  );
  return [
    name,
    ...(isExternal ? ['external'] : []),
    ...(requires ? [`requires ${fieldSetText(requires)}`] : []),
    ...(provides ? [`provides ${fieldSetText(provides)}`] : []),
    ...(override ? [`if ${override.label} is ${override.isOn ? 'on' : 'off'}`] : []),
    ...contexts.map((text) => `(${text})`),
  ].join(' ');
}

export function fieldSetText(fields: FieldSet): string {
  const texts = fields.map(
    ({ on, name, arguments: args, selections }) =>
      `${on === undefined ? '' : `${on}.`}${name}${argumentsText(args)}${selections.length > 0 ? fieldSetText(selections) : ''}`,
  );
  return `{${texts.join(' ')}}`;
}

function argumentsText(args: readonly ArgumentNode[]): string {
  return args.length > 0 ? `(${args.map((argument) => print(argument)).join(', ')})` : '';
}
