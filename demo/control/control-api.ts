import { closest } from 'fastest-levenshtein';
import { SERVICE_NAMES } from '../harbour.ts';
import { json, notAllowed, parseJson, problem, type Respond, type ServiceResponse } from '../server/call.ts';
import { parseFault } from '../server/fault.ts';
import { type HostedService, ServiceStateError } from './hosted-service.ts';

type Methods = Readonly<Record<string, () => Promise<ServiceResponse>>>;

/** `/services`, and the controls of each service. */
export function buildControlApi(services: ReadonlyMap<string, HostedService>): Respond {
  async function list(): Promise<ServiceResponse> {
    return json(200, await Promise.all([...services.values()].map(describe)));
  }

  return async ({ method, path, body }) => {
    if (path === '/services') return dispatch({ GET: list }, method);
    const [, name, resource] = /^\/services\/([\w-]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
    if (name === undefined) return problem(404, `unknown path ${path}; start at /services`);
    const service = services.get(name);
    if (service === undefined) {
      return problem(404, `no service "${name}": did you mean "${closest(name, [...SERVICE_NAMES])}"?`);
    }
    const methods = methodsOf(service, resource, body);
    if (methods === undefined)
      return problem(404, `a service has fault, requests and restart; not "${resource}"`);
    return dispatch(methods, method);
  };
}

function methodsOf(service: HostedService, resource: string | undefined, body: string): Methods | undefined {
  switch (resource) {
    case undefined:
      return { GET: () => status(service) };
    case 'fault':
      return {
        PUT: () => setFault(service, body),
        DELETE: () => service.setFault(null).then(() => status(service)),
      };
    case 'requests':
      return {
        GET: async () => json(200, await service.requests()),
        DELETE: () => service.clearRequests().then(() => status(service)),
      };
    case 'restart':
      return { POST: () => service.restart().then(() => status(service)) };
    default:
      return undefined;
  }
}

async function dispatch(methods: Methods, method: string): Promise<ServiceResponse> {
  const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (run === undefined) return notAllowed(Object.keys(methods).join(', '));
  try {
    return await run();
  } catch (error) {
    if (error instanceof ServiceStateError) return problem(409, error.message);
    // A caller of the control API may know the reason, e.g. that the port was taken while the service was down.
    return problem(500, error instanceof Error ? error.message : String(error));
  }
}

async function setFault(service: HostedService, body: string): Promise<ServiceResponse> {
  const text = parseJson(body);
  if (text === undefined) return problem(400, 'the body must be JSON');
  const result = parseFault(text.value);
  if ('problem' in result) return problem(400, result.problem);
  await service.setFault(result.fault);
  return status(service);
}

async function status(service: HostedService): Promise<ServiceResponse> {
  return json(200, await describe(service));
}

async function describe(service: HostedService): Promise<object> {
  const { name, kind, port, url } = service;
  return { name, kind, port, url, ...(await service.status()) };
}
