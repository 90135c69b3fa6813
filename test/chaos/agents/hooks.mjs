// Module hooks of an application; Node runs them on a thread of its own, where it runs every --require preload again.
export async function resolve(specifier, context, next) {
  return specifier === 'virtual:greeting' ? { url: 'virtual:greeting', shortCircuit: true } : next(specifier, context);
}

export async function load(url, context, next) {
  if (url === 'virtual:greeting') return { format: 'module', source: 'export const greeting = "hello";', shortCircuit: true };
  return next(url, context);
}
