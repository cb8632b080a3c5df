import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  NoFragmentCyclesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type ErrorCode, FrontageError } from '../../core/errors.ts';
import type { OperationLimits } from '../../core/graphql/operation-limits.ts';
import { clientMessage } from './client-message.ts';
import { locateErrors } from './locate-errors.ts';
import { refuseOversized } from './refuse-oversized.ts';
import { scanSource } from './scan-source.ts';

export interface AdmissionOptions {
  /** The schema that clients see. */
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  /** Whether clients may request the schema. */
  readonly introspection: boolean;
  /** Whether the graph has subscriptions; they are not served. */
  readonly hasSubscriptions?: boolean | undefined;
}

/** Decides whether a document may be executed, in time that its limits bound. */
export interface Admission {
  /** The parsed document, without locations; or the errors with which it is refused, formatted for clients. */
  admit(source: string): DocumentNode | readonly GraphQLFormattedError[];
}

/** Most errors of one document that clients receive. */
const maxErrors = 10;

export function createAdmission({
  schema,
  limits,
  introspection,
  hasSubscriptions,
}: AdmissionOptions): Admission {
  function admit(source: string): DocumentNode | readonly GraphQLFormattedError[] {
    scanSource(source, limits);
    const document = parse(source, { noLocation: true, maxTokens: limits.tokens });
    const { isCircular, hasIntrospection } = refuseOversized(document, limits);
    if (hasIntrospection && !introspection) throw new FrontageError('INTROSPECTION_DISABLED');
    if (hasSubscriptions === true && isSubscription(document))
      throw new FrontageError('SUBSCRIPTIONS_NOT_SUPPORTED');
    // Other rules follow the fragments of a document on every possible path.
    const rules = isCircular ? [NoFragmentCyclesRule] : specifiedRules;
    const errors = validate(schema, document, rules, { maxErrors }).slice(0, maxErrors);
    if (errors.length === 0) return document;
    const locations = locateErrors(errors, document, source);
    return errors.map(({ message }, index) => {
      const located = locations[index];
      return {
        message: clientMessage(message, introspection ? undefined : (name) => source.includes(name)),
        ...(located && { locations: located }),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' satisfies ErrorCode },
      };
    });
  }

  return {
    admit(source) {
      try {
        return admit(source);
      } catch (error) {
        if (error instanceof FrontageError) {
          const { message, code } = error;
          return [{ message, extensions: { code } }];
        }
        if (!(error instanceof GraphQLError)) throw error;
        const { message, locations } = error;
        return [
          {
            message: clientMessage(message, undefined),
            ...(locations && { locations }),
            extensions: { code: 'GRAPHQL_PARSE_FAILED' satisfies ErrorCode },
          },
        ];
      }
    },
  };
}

/** Whether all operations of the document are subscriptions, so that none could run. */
function isSubscription({ definitions }: DocumentNode): boolean {
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return operations.length > 0 && operations.every(({ operation }) => operation === 'subscription');
}
